import { operationById } from '../../target/catalogue.ts';
import type { Route } from '../../target/environments/target.ts';
import type { Operation } from '../../target/operation.ts';
import { isBornWith, preparationFor } from '../../target/preparation.ts';
import { selectOperations, selectSocketMeasures } from '../../target/select-operations.ts';
import { postsOf, type SocketMeasureId, socketMeasures } from '../../target/socket-measures.ts';
import type { OfferedOperation } from '../users/traffic-parts.ts';

/** What a traffic consists of. */
export interface ChosenTraffic {
  readonly offered: ReadonlyMap<string, OfferedOperation>;
  readonly measures: ReadonlySet<SocketMeasureId>;
}

/**
 * Chooses what the traffic consists of: everything that the target offers, or the part that OPERATIONS asks for. What
 * the selected operations build on is then sent too, as preparation that is not measured.
 *
 * @param offers how operations and measures on sockets stand on the target
 * @param patterns OPERATIONS; undefined for everything
 * @throws SuiteError for a pattern that names nothing
 */
export function chooseOperations(
  offers: {
    readonly operations: Readonly<Record<string, Route>>;
    readonly sockets: Readonly<Record<string, Route>>;
  },
  patterns: string | undefined,
): ChosenTraffic {
  const isOffered = ({ id }: { readonly id: string }) => offers.sockets[id]?.kind === 'offered';
  const offered = new Map<string, OfferedOperation>();
  const add = (operation: Operation, role?: 'selected' | 'preparation') => {
    const offer = offers.operations[operation.id];
    if (offer?.kind !== 'offered' || offered.has(operation.id)) return;
    offered.set(operation.id, { operation, path: offer.path, ...(role !== undefined && { role }) });
  };
  if (patterns === undefined) {
    for (const id of Object.keys(offers.operations)) add(operationById(id));
    return { offered, measures: new Set(socketMeasures.filter(isOffered).map(({ id }) => id)) };
  }
  const selected = selectOperations(patterns);
  const measures = new Set(
    selectSocketMeasures(patterns)
      .filter(isOffered)
      .map(({ id }) => id),
  );
  for (const operation of selected) add(operation, 'selected');
  const posts = postsOf(measures);
  // What is out of reach is never offered, and nothing prepares it.
  for (const operation of [...selected.filter(({ id }) => offered.has(id)), ...posts])
    for (const giver of preparationFor(operation)) if (!isBornWith(giver)) add(giver, 'preparation');
  for (const post of posts) add(post, 'preparation');
  return { offered, measures };
}
