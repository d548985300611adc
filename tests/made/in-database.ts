import pg from 'pg';

/** Connects to the database of a sandbox as long as this takes; returns what it returns. */
export async function inDatabase<Result>(
  databaseUrl: string,
  ask: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: '-c search_path=desk_studio_sandbox',
  });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}
