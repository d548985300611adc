import { z } from 'zod';
import type { CreatedKind } from '../operation.ts';
import type { CreatedEntry } from './created-journal.ts';
import type { Owner, Send } from './put-away.ts';

/** Where to look for things that the journal missed. */
export interface SweptDealership {
  readonly id: string;
  /**
   * True when the dealership was made up for the run: all in it is the run's. False when it was there before: then
   * only what carries the run's tag is.
   */
  readonly isOwn: boolean;
}

/** How to tell what the run made in a dealership that was there before. */
export interface Marks {
  /** Whether a text, such as a last name, carries the tag of a run whose data is to be removed. */
  carriesTag(text: string): boolean;
  /** Whether the run's journals name the thing. */
  isKnown(kind: CreatedKind, id: string): boolean;
}

/** Things of the run found on the target, and what could not be looked at. */
export interface Leftovers {
  readonly entries: readonly CreatedEntry[];
  readonly problems: readonly string[];
}

/** Visits and conversations on one page; the target allows no more. */
const PAGE = 100;

const ROW = z.looseObject({ id: z.string(), dealership_id: z.string() });
type Row = z.infer<typeof ROW>;

interface Page {
  readonly rows: readonly Row[];
  /** Rows that cannot be read count too. */
  readonly length: number;
}

const NO_PAGE: Page = { rows: [], length: 0 };

/** Asks for lists, and keeps what could not be had. */
class Lists {
  readonly problems: string[] = [];
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** A list that comes whole. */
  async rows(
    operationId: string,
    parameters: Readonly<Record<string, string>>,
    owner: Owner,
  ): Promise<readonly Row[]> {
    return (await this.#page(operationId, parameters, owner)).rows;
  }

  /**
   * A list that comes in pages.
   *
   * @param field of the reply that has the list
   */
  async allPages(
    operationId: string,
    parameters: Readonly<Record<string, string>>,
    owner: Owner,
    field: string,
  ): Promise<readonly Row[]> {
    const all = new Map<string, Row>();
    for (let offset = 0; ; offset += PAGE) {
      const place = { limit: String(PAGE), offset: String(offset) };
      const { rows, length } = await this.#page(operationId, { ...parameters, ...place }, owner, field);
      const before = all.size;
      for (const row of rows) all.set(row.id, row);
      if (length < PAGE) return [...all.values()];
      if (all.size === before) {
        this.#problem(operationId, `nothing new from row ${offset} on`, 'the next page');
        return [...all.values()];
      }
    }
  }

  async #page(
    operationId: string,
    parameters: Readonly<Record<string, string>>,
    owner: Owner,
    field?: string,
  ): Promise<Page> {
    let found: string;
    try {
      const { status, body } = await this.#send(operationId, parameters, undefined, owner);
      const list: unknown = field === undefined ? body : Reflect.get(Object(body), field);
      if (status === 200 && Array.isArray(list))
        return { rows: list.flatMap((row) => ROW.safeParse(row).data ?? []), length: list.length };
      // A target without the route cannot have been given anything through it; an empty page is null.
      if (status === 404 || (status === 200 && field !== undefined && list === null)) return NO_PAGE;
      found = `status ${status} without a JSON list`;
    } catch (error) {
      found = `no answer (${error instanceof Error ? error.message : String(error)})`;
    }
    this.#problem(operationId, found, 'a list');
    return NO_PAGE;
  }

  #problem(operationId: string, found: string, right: string): void {
    this.problems.push(`${operationId}: found ${found} while looking for leftovers; right would be ${right}`);
  }
}

/**
 * Lists the deals, customers and vehicles of a dealership and picks those of the run. Deals have no text to carry a
 * tag: in a dealership that was there before, those of tagged customers are taken.
 */
export async function findLeftovers(
  dealership: SweptDealership,
  { carriesTag, isKnown }: Marks,
  send: Send,
): Promise<Leftovers> {
  const lists = new Lists(send);
  const list = async (operationId: string) => {
    const owner = { dealershipId: dealership.id };
    const rows = await lists.rows(operationId, { dealership_id: dealership.id }, owner);
    return rows.filter((row) => row.dealership_id === dealership.id);
  };
  const customers = await list('customers.list');
  const vehicles = await list('inventory.list');
  const deals = await list('deals.list');
  const isOurs = (kind: CreatedKind, { id }: Row, text: unknown) =>
    dealership.isOwn || isKnown(kind, id) || (typeof text === 'string' && carriesTag(text));
  const ownCustomers = customers.filter((row) => isOurs('customer', row, row.last_name));
  const ownCustomerIds = new Set<unknown>(ownCustomers.map(({ id }) => id));
  const entry =
    (kind: CreatedKind, operation: string) =>
    ({ id }: Row): CreatedEntry => ({ kind, id, operation, dealershipId: dealership.id });
  return {
    entries: [
      ...deals
        .filter((row) => isOurs('deal', row, undefined) || ownCustomerIds.has(row.customer_id))
        .map(entry('deal', 'deals.list')),
      ...vehicles
        .filter((row) => isOurs('vehicle', row, row.stock_number))
        .map(entry('vehicle', 'inventory.list')),
      ...ownCustomers.map(entry('customer', 'customers.list')),
    ],
    problems: lists.problems,
  };
}

/**
 * The open visits of the run in the dealership of the signed-in user. A visit has no text of its own: it is the run's when
 * its customer is, so it has to be looked for before the customers are removed.
 *
 * @param ownDealerships those that were made up for the run
 */
export async function findOpenVisits(
  { carriesTag, isKnown }: Marks,
  ownDealerships: ReadonlySet<string>,
  send: Send,
): Promise<Leftovers> {
  const lists = new Lists(send);
  const owner = { dealershipId: '' };
  const visits = await lists.allPages('showroom.listVisits', { active_only: 'true' }, owner, 'visits');
  const ours = visits.filter(({ id, customer_id, customer }) => {
    const { last_name, dealership_id } = Object(customer) as Readonly<Record<string, unknown>>;
    return (
      isKnown('visit', id) ||
      (typeof customer_id === 'string' && isKnown('customer', customer_id)) ||
      (typeof last_name === 'string' && carriesTag(last_name)) ||
      (typeof dealership_id === 'string' && ownDealerships.has(dealership_id))
    );
  });
  const entries = ours.map(
    ({ id, dealership_id: dealershipId }): CreatedEntry => ({
      kind: 'visit',
      id,
      operation: 'showroom.listVisits',
      dealershipId,
    }),
  );
  return { entries, problems: lists.problems };
}

/** The conversations that a user made for the run and has not archived. For others in them they stay as they are. */
export async function findConversations(
  userId: string,
  { carriesTag, isKnown }: Marks,
  send: Send,
): Promise<Leftovers> {
  const lists = new Lists(send);
  const operation = 'messaging.listConversations';
  const owner = { dealershipId: '', userId };
  const conversations = await lists.allPages(operation, { is_archived: 'false' }, owner, 'conversations');
  const ours = conversations.filter(
    ({ id, name, created_by_id = userId }) =>
      created_by_id === userId &&
      (isKnown('conversation', id) || (typeof name === 'string' && carriesTag(name))),
  );
  const entries = ours.map(
    ({ id, dealership_id: dealershipId }): CreatedEntry => ({
      kind: 'conversation',
      id,
      operation,
      dealershipId,
      userId,
    }),
  );
  return { entries, problems: lists.problems };
}

/** A text on the target that may carry the tag of a run, and the dealership in which it stands. */
export interface TaggedText {
  readonly text: string;
  readonly dealershipId: string;
}

/** What stands in the e-mail addresses of all customers that the suite makes. A target without search lists all customers. */
const MADE_BY_SUITE = 'c-r';

/**
 * The texts in which the tags of runs stand: names of customers that the suite made in any dealership, and stock numbers
 * in one dealership.
 */
export async function listTagged(
  home: string,
  send: Send,
): Promise<{ readonly rows: readonly TaggedText[]; readonly problems: readonly string[] }> {
  const lists = new Lists(send);
  const owner = { dealershipId: home };
  const customers = await lists.rows('customers.search', { search: MADE_BY_SUITE }, owner);
  const vehicles = await lists.rows('inventory.list', { dealership_id: home }, owner);
  const isMade = ({ email }: Row) => typeof email === 'string' && email.startsWith(MADE_BY_SUITE);
  const rows = [
    ...customers.filter(isMade).map((row) => ({ ...row, text: row.last_name })),
    ...vehicles.map((row) => ({ ...row, text: row.stock_number })),
  ];
  return {
    rows: rows.flatMap(({ text, dealership_id: dealershipId }) =>
      typeof text === 'string' ? [{ text, dealershipId }] : [],
    ),
    problems: lists.problems,
  };
}
