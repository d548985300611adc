import { test } from '../../fixtures/lane.ts';
import { burstTitle } from '../../src/bursts/burst-title.ts';
import { distrustOfHealth } from '../../src/measure/distrust-of-health.ts';
import { crowdFromNow } from '../../src/record/crowding-file.ts';
import { processSettings } from '../../src/record/process-settings.ts';
import { burstRecord, type JudgedBurst } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { burstFile } from '../../src/record/run-files.ts';
import { drawBurst } from '../../src/report/attachments/charts.ts';
import { verdictTable } from '../../src/report/attachments/tables.ts';
import { distrustSoFar } from '../../src/run/distrust-of-run.ts';
import type { Operation, ServiceName } from '../../src/target/operation.ts';
import { selectBursts } from '../../src/target/select-operations.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import type { Session } from '../../src/target/session/session.ts';
import { voidFails } from '../../src/verdict/crowded.ts';
import { judgeBurst } from '../../src/verdict/judge-burst.ts';
import { decideVerdicts, judgedUnless } from '../../src/verdict/verdict.ts';
import { attachForReaders } from '../attach-for-readers.ts';
import { assertLimits, measurementInvalid } from '../lane-results.ts';
import { burstOn, shapeOn } from './burst-on.ts';
import { colleaguesFor } from './colleagues.ts';
import { assertMeasured, refusedThroughout } from './nothing-measured.ts';
import { timeForBurstMs } from './time-for-burst.ts';

const LONG_BURST_MS = 30_000;

let shared: Session | undefined;

/**
 * Declares a test for each operation of a service that OPERATIONS names: a burst on it, held against p95, p99 and the error
 * rate of its row.
 */
export function burstTests(service: ServiceName): void {
  for (const operation of selectBursts(
    { scenario: 'baseline', lanes: [service] },
    processSettings().operations,
  ))
    burstTest(operation);
}

function burstTest(operation: Operation): void {
  const operationId = operation.id;
  test(burstTitle(operation), async ({ run }, testInfo) => {
    const offer = run.plan.offers[operationId];
    if (offer === undefined) throw new Error(`${operationId}: the preflight did not look at it`);
    if (offer.kind === 'not offered') test.skip(true, `not offered: ${offer.reason}`);
    const stopped = run.clock.stopReason();
    test.skip(stopped !== undefined, `the run ended before this burst: ${stopped}`);
    test.setTimeout(timeForBurstMs(shapeOn(run, operation, false)));
    const crowdMeanwhile = crowdFromNow(run.folder);
    const session = await signedIn(run, operation);
    const others = await colleaguesFor(run, operation, isLong(run));
    const burst = await burstOn(run, operation, session, { isInRound: false, others });
    const crowd = crowdMeanwhile();
    const judged = judgeBurst(
      {
        ...burst,
        service: operation.service,
        saturating: burst.mode.kind === 'saturating',
        isAlone: true,
      },
      run.thresholds,
    );
    const owner = { kind: 'burst', operation: operationId } as const;
    const judgements = await voidFails(judged, crowd, () => ({ atOnce: burst.connections }));
    const decided = decideVerdicts(judgements, owner, run.settings);
    const isBroken = decided.some(({ failsTheRun }) => failsTheRun);
    const ofBurst = distrustOfHealth([burst.health]) ?? refusedThroughout(burst);
    const invalid = ofBurst ?? (isBroken ? distrustSoFar(run.folder) : undefined);
    const verdicts = judgedUnless(invalid, decided);
    const record: JudgedBurst = {
      burst: burstRecord(burst),
      verdicts,
      ...(ofBurst !== undefined && { invalid: ofBurst }),
    };
    run.folder.write(burstFile(operationId), record);
    await attachForReaders(testInfo, 'latency over time', {
      contentType: 'image/svg+xml',
      body: drawBurst(burst.overTime, `burst on ${operationId}, ${burst.connections} connections`),
    });
    await attachForReaders(testInfo, 'limits', {
      contentType: 'text/html',
      body: verdictTable(operationId, verdicts),
    });
    if (invalid !== undefined) throw measurementInvalid(invalid);
    assertLimits(verdicts);
    assertMeasured(run, burst);
  });
}

/**
 * The session that bursts share: each sign-in counts for the address. A burst on the auth service leaves tokens that are
 * no good, and a long one needs a token that is fresh.
 */
async function signedIn(run: RunContext, { service }: Operation): Promise<Session> {
  const session =
    shared === undefined || shared.isStale || isLong(run)
      ? await signInTestUser(run.target, run.budget)
      : shared;
  shared = service === 'auth' ? undefined : session;
  return session;
}

function isLong({ settings }: RunContext): boolean {
  return (settings.burstDurationMs ?? 0) > LONG_BURST_MS;
}
