import { randomUUID } from 'node:crypto';
import { attempt } from '../../base/attempt.ts';
import { formatCount } from '../../base/format.ts';
import type { Connection } from '../http/connection.ts';
import type { RequestBudget } from '../request-budget.ts';
import type { Session } from '../session/session.ts';
import type { Finding, Offer } from './finding.ts';

/** Who asks, what it may send, and how the search stands on the target. */
export interface SearchToCheck {
  readonly connection: Pick<Connection, 'send'>;
  readonly session: Pick<Session, 'authorization' | 'user'>;
  readonly budget: Pick<RequestBudget, 'take'>;
  readonly offer: Offer | undefined;
}

/**
 * Searches customers for a text that none has. The known build ignores the text and answers with the whole list, which is no
 * search: contract/gaps.md wants that noted.
 *
 * @returns undefined where the target filters, has no search, or answers otherwise than with a list
 */
export async function checkSearch({
  connection,
  session,
  budget,
  offer,
}: SearchToCheck): Promise<Finding | undefined> {
  if (offer?.kind !== 'offered') return undefined;
  await budget.take('user+dealership');
  const asked = new URLSearchParams({ dealership_id: session.user.dealershipId, search: randomUUID() });
  const { status, body } = await connection.send({
    method: 'GET',
    path: `${offer.path}?${asked}`,
    headers: ['authorization', session.authorization],
    body: undefined,
  });
  const rows = status === 200 ? attempt((): unknown => JSON.parse(body.toString())) : undefined;
  if (!Array.isArray(rows) || rows.length === 0) return undefined;
  return {
    check: 'search',
    kind: 'warning',
    found: `customers.search is unfiltered: it answers a text that nobody has with ${formatCount(rows.length)} customers`,
    wayOut: 'read its figures as those of the whole list of customers, which grows with the run',
  };
}
