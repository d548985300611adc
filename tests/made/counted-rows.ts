import { inDatabase } from './in-database.ts';

/** What the API can remove, counted in the database of the sandbox. */
const COUNTS = {
  deals: 'SELECT count(*) FROM deals',
  customers: 'SELECT count(*) FROM customers',
  vehicles: 'SELECT count(*) FROM vehicles',
  'open visits': "SELECT count(*) FROM showroom_visits WHERE status NOT IN ('CLOSED_WON', 'CLOSED_LOST')",
  'open conversations of their makers': `SELECT count(*) FROM conversations c JOIN conversation_participants p
    ON p.conversation_id = c.id AND p.user_id = c.created_by_id WHERE NOT p.is_archived`,
};

/** How many rows of each kind the database of a sandbox has: the same before a run and after it, however it ended. */
export function countedRows(databaseUrl: string): Promise<Record<string, number>> {
  return inDatabase(databaseUrl, async (client) => {
    const counts: [string, number][] = [];
    for (const [name, text] of Object.entries(COUNTS))
      counts.push([name, Number((await client.query<{ count: string }>(text)).rows[0]?.count)]);
    return Object.fromEntries(counts);
  });
}
