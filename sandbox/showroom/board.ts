import type { EventOutbox } from '../sockets/event-outbox.ts';

/** Events of the showroom's sockets. */
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

/** Who watches which dealership's showroom. In memory, so it reaches the sockets of this process only. */
export class ShowroomBoard {
  readonly #watchers = new Map<string, Set<EventOutbox>>();

  /** From now on `outbox` gets the events of `dealershipId`. */
  watch(dealershipId: string, outbox: EventOutbox): void {
    const watchers = this.#watchers.get(dealershipId) ?? new Set();
    this.#watchers.set(dealershipId, watchers.add(outbox));
  }

  /** Ends what `watch` began. */
  unwatch(dealershipId: string, outbox: EventOutbox): void {
    const watchers = this.#watchers.get(dealershipId);
    watchers?.delete(outbox);
    if (watchers?.size === 0) this.#watchers.delete(dealershipId);
  }

  /** Sends an event to everyone watching the dealership. Showroom events carry no time. */
  announce(dealershipId: string, type: ShowroomEvent, data: unknown): void {
    const watchers = this.#watchers.get(dealershipId);
    if (watchers === undefined) return;
    const event = JSON.stringify({ type, data });
    for (const outbox of watchers) outbox.push(event);
  }
}
