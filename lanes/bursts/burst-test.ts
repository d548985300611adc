import { test } from '../../fixtures/lane.ts';
import { ownFaultReason } from '../../src/measure/own-faults.ts';
import { burstRecord, type JudgedBurst } from '../../src/record/round-record.ts';
import { burstFile } from '../../src/record/run-files.ts';
import { drawBurst } from '../../src/report/attachments/charts.ts';
import { verdictTable } from '../../src/report/attachments/tables.ts';
import { operations } from '../../src/target/catalogue.ts';
import type { Operation, ServiceName } from '../../src/target/operation.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import { judgeBurst } from '../../src/verdict/judge-burst.ts';
import { decideVerdicts } from '../../src/verdict/verdict.ts';
import { assertLimits, measurementInvalid } from '../lane-results.ts';
import { burstOn } from './burst-on.ts';

/** Declares a test for each operation of a service: a burst on it, held against p95, p99 and the error rate of its row. */
export function burstTests(service: ServiceName): void {
  for (const operation of operations) if (operation.service === service) burstTest(operation);
}

function burstTest(operation: Operation): void {
  const operationId = operation.id;
  test(`${operationId}: ${operation.method} ${operation.path}`, async ({ run }, testInfo) => {
    const offer = run.plan.offers[operationId];
    test.skip(
      offer?.kind !== 'offered',
      `not offered: ${offer?.kind === 'not offered' ? offer.reason : 'unknown'}`,
    );
    const burst = await burstOn(run, operation, await signInTestUser(run.target), { isInRound: false });
    const { ok = 0, rate_limited: refused = 0 } = burst.outcomes;
    if (ok === 0 && refused > 0)
      throw new Error(
        `${operationId}: nothing was measured, the rate limiter of the target refused each request (429). Wait a minute, or raise its limits`,
      );
    const judgements = judgeBurst(
      {
        ...burst,
        service: operation.service,
        saturating: burst.mode.kind === 'saturating',
        isAlone: true,
      },
      run.thresholds,
    );
    const owner = { kind: 'burst', operation: operationId } as const;
    const verdicts = decideVerdicts(judgements, owner, run.settings);
    const judged: JudgedBurst = { burst: burstRecord(burst), verdicts };
    run.folder.write(burstFile(operationId), judged);
    await testInfo.attach('latency over time', {
      contentType: 'image/svg+xml',
      body: drawBurst(burst.overTime, `burst on ${operationId}, ${burst.connections} connections`),
    });
    await testInfo.attach('limits', { contentType: 'text/html', body: verdictTable(operationId, verdicts) });
    const ownFault = ownFaultReason([burst.health]);
    if (ownFault !== undefined) throw measurementInvalid(ownFault);
    assertLimits(verdicts);
  });
}
