import type { CreatedKind } from '../operation.ts';
import type { CreatedEntry } from './created-journal.ts';

/** A reply to the clean-up. */
export interface CleanUpReply {
  readonly status: number;
  /** The parsed body when the reply was labelled as JSON, else undefined. */
  readonly body?: unknown;
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
  /** Statuses that mean success. 404 on a delete: the run had deleted it itself. */
  readonly success: readonly number[];
}

/** The ways, in the order in which they have to be gone: visits refer to customers and vehicles. */
export const PUT_AWAY: readonly PutAway[] = [
  {
    kind: 'visit',
    operationId: 'showroom.closeVisit',
    body: { status: 'CLOSED_LOST' },
    outcome: 'closed',
    success: [200],
  },
  {
    kind: 'conversation',
    operationId: 'messaging.updateConversation',
    body: { is_archived: true },
    outcome: 'archived',
    success: [200],
  },
  { kind: 'deal', operationId: 'deals.delete', outcome: 'removed', success: [204, 404] },
  { kind: 'vehicle', operationId: 'inventory.delete', outcome: 'removed', success: [204, 404] },
  { kind: 'customer', operationId: 'customers.delete', outcome: 'removed', success: [204, 404] },
];

/** What stays on the target, and why. */
export const LEFT_BEHIND: Readonly<Partial<Record<CreatedKind, string>>> = {
  user: 'the API has no operation that removes a user',
  message: 'the API has no operation that removes a message; it stays in its conversation',
};

/** Whether a reply means that the thing is put away. A web page with status 200 is not a success. */
export function isPutAway(way: PutAway, reply: CleanUpReply): boolean {
  if (!way.success.includes(reply.status)) return false;
  return reply.status !== 200 || (typeof reply.body === 'object' && reply.body !== null);
}
