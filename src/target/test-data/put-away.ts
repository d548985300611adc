import type { Exchange } from '../http/exchange.ts';
import type { CreatedKind } from '../operation.ts';
import type { CreatedEntry } from './created-journal.ts';

/** A reply to the clean-up. */
export interface CleanUpReply {
  readonly status: number;
  /** The parsed body when the reply was labelled as JSON, else undefined. */
  readonly body?: unknown;
  /** A 404 of the gateway's router, or a web page: it says nothing about the thing. */
  readonly hasNoRoute?: boolean;
  /** In lower case: rate limits are read from them. */
  readonly headers?: Exchange['headers'];
}

/** On whose behalf a request is sent: some things belong to a user or are seen only within a dealership. */
export type Owner = Pick<CreatedEntry, 'dealershipId' | 'userId'>;

/**
 * Sends one request of the clean-up. Parameters with a `{name}` in the route go into the path, others into the query
 * (`fillRoute` does so). Rejects when no answer came; must settle by itself (by a time limit).
 */
export type Send = (
  operationId: string,
  parameters: Readonly<Record<string, string>>,
  body: unknown,
  owner: Owner,
) => Promise<CleanUpReply>;

/** How the things of one kind are put away. */
export interface PutAway {
  readonly kind: CreatedKind;
  readonly operationId: string;
  readonly body?: Readonly<Record<string, string | boolean>>;
  readonly outcome: 'removed' | 'closed' | 'archived';
  /** Status that means success. */
  readonly success: number;
}

/** The ways, in the order in which they have to be gone: visits refer to customers and vehicles. */
export const PUT_AWAY: readonly PutAway[] = [
  {
    kind: 'visit',
    operationId: 'showroom.closeVisit',
    body: { status: 'CLOSED_LOST' },
    outcome: 'closed',
    success: 200,
  },
  {
    kind: 'conversation',
    operationId: 'messaging.updateConversation',
    body: { is_archived: true },
    outcome: 'archived',
    success: 200,
  },
  { kind: 'deal', operationId: 'deals.delete', outcome: 'removed', success: 204 },
  { kind: 'vehicle', operationId: 'inventory.delete', outcome: 'removed', success: 204 },
  { kind: 'customer', operationId: 'customers.delete', outcome: 'removed', success: 204 },
];

/** What an operation deletes; undefined when it deletes nothing. */
export function kindDeletedBy(operationId: string): CreatedKind | undefined {
  return PUT_AWAY.find((way) => way.operationId === operationId && way.outcome === 'removed')?.kind;
}

/** What has become of a thing that was put away before the clean-up: what cannot be deleted is still there. */
export function earlierOutcome(kind: CreatedKind): 'gone' | 'closed' | 'archived' {
  const outcome = PUT_AWAY.find((way) => way.kind === kind)?.outcome ?? 'removed';
  return outcome === 'removed' ? 'gone' : outcome;
}

/** What stays on the target, and why. */
export const LEFT_BEHIND: Readonly<Partial<Record<CreatedKind, string>>> = {
  user: 'the API has no operation that removes a user',
  message: 'the API has no operation that removes a message; it stays in its conversation',
};

/** Whether the API cannot remove things of this kind, so that they stay on the target. */
export function isLeftBehind(kind: string): boolean {
  return kind in LEFT_BEHIND;
}

/**
 * What a reply says has become of the thing: put away now, gone before since somebody had deleted it (404), or neither.
 * A web page with status 200 is not a success.
 */
export function outcomeOf(
  way: PutAway,
  { status, body, hasNoRoute = false }: CleanUpReply,
): PutAway['outcome'] | 'gone' | undefined {
  if (status === 404) return hasNoRoute ? undefined : 'gone';
  if (status !== way.success) return undefined;
  return status !== 200 || (typeof body === 'object' && body !== null) ? way.outcome : undefined;
}
