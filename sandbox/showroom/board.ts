import type { EventOutbox } from '../sockets/event-outbox.ts';

/** Events that the showroom sends to its sockets. */
export type ShowroomEvent =
  | 'VISIT_CREATED'
  | 'VISIT_UPDATED'
  | 'STATUS_CHANGED'
  | 'VISIT_CLOSED'
  | 'TIMER_STARTED'
  | 'TIMER_STOPPED'
  | 'NOTE_ADDED'
  | 'NOTE_UPDATED'
  | 'NOTE_DELETED';

/** Who watches which dealership's showroom. In memory, so it only reaches sockets of this process. */
export class ShowroomBoard {
  readonly #watchers = new Map<string, Set<EventOutbox>>();

  /** Sends the events of `dealershipId` to `outbox` from now on. */
  watch(dealershipId: string, outbox: EventOutbox): void {
    const watchers = this.#watchers.get(dealershipId) ?? new Set();
    this.#watchers.set(dealershipId, watchers.add(outbox));
  }

  /** Undoes `watch`. */
  unwatch(dealershipId: string, outbox: EventOutbox): void {
    const watchers = this.#watchers.get(dealershipId);
    watchers?.delete(outbox);
    if (watchers?.size === 0) this.#watchers.delete(dealershipId);
  }

  /** Sends an event to everyone who watches the dealership. Showroom events have no time. */
  announce(dealershipId: string, type: ShowroomEvent, data: unknown): void {
    const watchers = this.#watchers.get(dealershipId);
    if (watchers === undefined) return;
    const event = JSON.stringify({ type, data });
    for (const outbox of watchers) outbox.push(event);
  }
}
