import { realClock } from '../../src/base/clock.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { databaseOfRun } from '../../src/evidence/embedded-database.ts';
import { EvidenceSession } from '../../src/evidence/evidence-session.ts';
import { postgresCollector } from '../../src/evidence/postgres.ts';
import type { DecodedSlice } from '../../src/measure/decoded-slice.ts';
import type { Culprit } from '../../src/record/culprit.ts';
import { processSecrets } from '../../src/record/process-settings.ts';
import { trafficRecord } from '../../src/run/traffic-record.ts';
import type { Verdict } from '../../src/verdict/verdict.ts';
import { slowStatement } from '../../src/view/culprits.ts';

/** What the figures of a traffic say, for the blame of a statement. */
interface SlowTraffic {
  readonly slices: readonly DecodedSlice[];
  readonly verdicts: readonly Verdict[];
  readonly diagnosis?: Diagnosis;
}

/** Reads the statements of the traffic. */
export interface StatementWatch {
  /** The statement that is to blame for a slow operation of the traffic. Waits for the database as long as the end of a run does. */
  culprit(traffic: SlowTraffic): Promise<Culprit | undefined>;
  close(): void;
}

/** Never: statements are read before and after the traffic, and the conductor takes samples of the database. */
const SELDOM_MS = 2 ** 31 - 1;

/**
 * Watches the database's statements for the metrics. The metrics end with the traffic, before the conductor reads the database.
 * Undefined where there is no database to ask.
 */
export function watchStatements(): StatementWatch | undefined {
  const url = databaseOfRun(processSecrets());
  if (url === undefined) return undefined;
  const session = new EvidenceSession(
    [{ ...postgresCollector(url.reveal()), sampledEveryMs: SELDOM_MS }],
    realClock,
  );
  return {
    async culprit({ slices, verdicts, diagnosis }) {
      await session.end();
      const evidence = await session.record();
      const traffic = trafficRecord(slices, []) ?? null;
      return slowStatement({
        traffic,
        verdicts,
        bursts: [],
        rounds: [],
        ...(evidence !== undefined && { evidence }),
        ...(diagnosis !== undefined && { diagnosis }),
      });
    },
    close: () => session.close(),
  };
}
