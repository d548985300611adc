import { messageOf } from '../base/attempt.ts';
import type { Collector, Watch } from './collector.ts';
import type { EvidenceFindings } from './evidence-record.ts';
import {
  busySchemas,
  figuresBetween,
  readCounters,
  sampleActivity,
  tablesBetween,
} from './postgres-activity.ts';
import { connectReadOnly, OWN_STATEMENT, type ReadOnly } from './postgres-connection.ts';
import { planOfSlowest } from './postgres-plan.ts';
import {
  readStatements,
  slowestStatements,
  statementsBetween,
  statementsSchema,
} from './postgres-statements.ts';
import { sourceAddress } from './source-address.ts';

/**
 * Asks a PostgreSQL for the slowest statements of the run, the plan of the slowest one, its connections over time, and what
 * its cache and its tables did.
 *
 * @param databaseUrl with user and password
 * @param connect how the connection is made; tests give another
 */
export function postgresCollector(
  databaseUrl: string,
  connect: (url: string) => Promise<ReadOnly> = connectReadOnly,
): Collector {
  const address = sourceAddress(databaseUrl, ['postgres:', 'postgresql:']);
  return {
    source: 'postgres',
    place: address?.place ?? 'DATABASE_URL',
    async start() {
      if (address === undefined)
        throw new Error(
          'DATABASE_URL is something else, it should be an address that starts with postgres://',
        );
      const database = await connect(databaseUrl);
      try {
        return await watch(database);
      } catch (error) {
        database.close();
        throw error;
      }
    },
  };
}

/** Does something that the rest can do without: what keeps it from being done costs a line. */
type Noting = <Value>(work: () => Promise<Value>) => Promise<Value | undefined>;

/** What is read before and after the run. */
class Reading<Value> {
  #before: Value | undefined;
  #after: Value | undefined;
  readonly #read: () => Promise<Value | undefined>;

  constructor(noting: Noting, read: () => Promise<Value>) {
    this.#read = () => noting(read);
  }

  async before(): Promise<void> {
    this.#before = await this.#read();
  }

  async after(): Promise<void> {
    if (this.#before !== undefined) this.#after = await this.#read();
  }

  /** Undefined when one of the two is missing. */
  both(): { readonly before: Value; readonly after: Value } | undefined {
    const [before, after] = [this.#before, this.#after];
    return before === undefined || after === undefined ? undefined : { before, after };
  }
}

async function watch(database: ReadOnly): Promise<Watch> {
  const problems: string[] = [];
  const noting: Noting = (work) =>
    work().catch((error: unknown) => {
      problems.push(messageOf(error));
      return undefined;
    });
  const [settings] = await database.select(
    `SELECT ${OWN_STATEMENT} current_setting('server_version_num')::int AS version`,
  );
  const version = Number(settings?.version);
  const statements = new Reading(noting, async () => {
    const schema = await statementsSchema(database);
    return { schema, totals: await readStatements(database, schema) };
  });
  const counters = new Reading(noting, () => readCounters(database));
  await statements.before();
  await counters.before();
  return {
    sample: () => sampleActivity(database),
    async end() {
      await statements.after();
      await counters.after();
    },
    async find(early): Promise<EvidenceFindings> {
      const counted = counters.both();
      const figures = counted && {
        figures: figuresBetween(counted.before, counted.after),
        tables: tablesBetween(counted.before, counted.after),
      };
      early?.({ ...figures, problems });
      const read = statements.both();
      const slowest =
        read &&
        (await noting(() =>
          slowestStatements(
            database,
            read.after.schema,
            statementsBetween(read.before.totals, read.after.totals),
          ),
        ));
      const all = { ...figures, ...(slowest && { statements: slowest }), problems };
      early?.(all);
      const plan =
        slowest &&
        (await noting(async () =>
          planOfSlowest(database, slowest, { version, schemas: await busySchemas(database) }),
        ));
      return { ...all, ...(plan && { plan }) };
    },
    close: () => database.close(),
  };
}
