import type { CreatedKind } from '../operation.ts';
import type { CreatedEntry } from './created-journal.ts';
import type { Send } from './put-away.ts';

/** Where to look for things that the journal missed. */
export interface SweptDealership {
  readonly id: string;
  /**
   * True when the dealership was made up for the run: all in it is the run's. False when it was there before: then
   * only what carries the run's tag is.
   */
  readonly isOwn: boolean;
}

/** Things of the run found on the target, and what could not be looked at. */
export interface Leftovers {
  readonly entries: readonly CreatedEntry[];
  readonly problems: readonly string[];
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * Lists the deals, customers and vehicles of a dealership and picks those of the run. Deals have no text to carry a
 * tag: in a dealership that was there before, those of tagged customers are taken.
 */
export async function findLeftovers(
  dealership: SweptDealership,
  runTag: string,
  send: Send,
): Promise<Leftovers> {
  const problems: string[] = [];
  const list = async (operationId: string): Promise<readonly Row[]> => {
    let found: string;
    try {
      const owner = { dealershipId: dealership.id };
      const { status, body } = await send(operationId, { dealership_id: dealership.id }, undefined, owner);
      if (status === 200 && Array.isArray(body))
        return body.filter(isRow).filter((row) => row.dealership_id === dealership.id);
      // A target without the route cannot have been given anything through it.
      if (status === 404) return [];
      found = `status ${status} without a JSON list`;
    } catch (error) {
      found = `no answer (${error instanceof Error ? error.message : String(error)})`;
    }
    problems.push(`${operationId}: found ${found} while looking for leftovers; right would be a list`);
    return [];
  };

  const customers = await list('customers.list');
  const vehicles = await list('inventory.list');
  const deals = await list('deals.list');
  const carriesTag = (text: unknown): boolean => typeof text === 'string' && text.includes(runTag);
  const ownCustomers = customers.filter((row) => dealership.isOwn || carriesTag(row.last_name));
  const ownCustomerIds = new Set(ownCustomers.map(({ id }) => id));
  const entry =
    (kind: CreatedKind, operation: string) =>
    (row: Row): CreatedEntry => ({ kind, id: row.id, operation, dealershipId: dealership.id });
  return {
    entries: [
      ...deals
        .filter((row) => dealership.isOwn || ownCustomerIds.has(String(row.customer_id)))
        .map(entry('deal', 'deals.list')),
      ...vehicles
        .filter((row) => dealership.isOwn || carriesTag(row.stock_number))
        .map(entry('vehicle', 'inventory.list')),
      ...ownCustomers.map(entry('customer', 'customers.list')),
    ],
    problems,
  };
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'id') === 'string';
}
