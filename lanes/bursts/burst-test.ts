import { test } from '../../fixtures/lane.ts';
import { burstRecord } from '../../src/record/round-record.ts';
import { drawBurst } from '../../src/report/burst-chart.ts';
import { verdictTable } from '../../src/report/verdict-table.ts';
import { operationById } from '../../src/target/catalogue.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import { judgeBurst } from '../../src/verdict/judge-burst.ts';
import { assertLimits } from '../lane-results.ts';
import { burstOn } from './burst-on.ts';

/** The operation that stands for the throughput of its service: no rate limit, no database, no hashing. */
const STANDS_FOR_THROUGHPUT = 'gateway.health';

/** Declares the test of one operation's row: a burst on it, held against p95, p99 and the error rate. */
export function burstTest(operationId: string): void {
  const operation = operationById(operationId);
  test(`${operationId}: ${operation.method} ${operation.path}`, async ({ run }, testInfo) => {
    const offer = run.plan.offers[operationId];
    test.skip(
      offer?.kind !== 'offered',
      `not offered: ${offer?.kind === 'not offered' ? offer.reason : 'unknown'}`,
    );
    const burst = await burstOn(run, operation, await signInTestUser(run.target));
    const verdicts = judgeBurst(
      {
        ...burst,
        service: operation.service,
        saturating: burst.mode.kind === 'saturating',
        judgesThroughput: operationId === STANDS_FOR_THROUGHPUT,
      },
      run.thresholds,
    );
    run.folder.write(`bursts/${operationId}.json`, { burst: burstRecord(burst), verdicts });
    await testInfo.attach('latency over time', {
      contentType: 'image/svg+xml',
      body: drawBurst(burst.overTime, `burst on ${operationId}, ${burst.connections} connections`),
    });
    await testInfo.attach('limits', { contentType: 'text/html', body: verdictTable(operationId, verdicts) });
    assertLimits(verdicts, run.settings);
  });
}
