import type { Browser, TestInfo } from '@playwright/test';
import type { Journey } from '../../fixtures/visits/journey.ts';
import { burstShape } from '../../src/bursts/burst-shape.ts';
import { acquireMeasuringLock } from '../../src/record/measuring-lock.ts';
import { burstRecord, type JudgedRound, type RoundRecord } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { RUN_FILES, roundFile } from '../../src/record/run-files.ts';
import { operationById } from '../../src/target/catalogue.ts';
import type { Operation } from '../../src/target/operation.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import type { Progress } from '../../src/traffic/watch/progress.ts';
import { judgeBurst } from '../../src/verdict/judge-burst.ts';
import { decideVerdicts, type Judgement } from '../../src/verdict/verdict.ts';
import { burstOn } from '../bursts/burst-on.ts';
import { assertLimits } from '../lane-results.ts';
import { attachRound } from './attach-round.ts';
import { judgeSteps } from './judge-steps.ts';
import { repeatVisits } from './repeat-visits.ts';
import { isAlone, waitForRound } from './round-moment.ts';
import { keepTrace, tracesItself } from './round-trace.ts';
import { announceTrace } from './show-trace.ts';

export interface RoundToMeasure {
  readonly run: RunContext;
  readonly browser: Browser;
  readonly testInfo: TestInfo;
  readonly round: PlannedRound;
  readonly journey: Journey;
}

/** A journey alone has all the time that its precision takes, within reason. */
const CAP_ALONE_MS = 30_000;
/** Of a slot, what a burst takes beyond its own length: what it prepares, and its last answers. */
const AROUND_A_BURST_MS = 500;

/** One round: waits for its moment, does the journey in the browser, then the burst behind it, and judges both. */
export async function measureRound(toMeasure: RoundToMeasure): Promise<void> {
  const { run, browser, testInfo, round, journey } = toMeasure;
  const operation = operationById(run.thresholds.journeys.get(journey.name)?.operation ?? '');
  const isOffered = run.plan.offers[operation.id]?.kind === 'offered';
  const session = await signInTestUser(run.target);
  const lateMs = await waitForRound(run, round, session);
  if (tracesItself(testInfo))
    testInfo.annotations.push({
      type: 'traced',
      description: 'the trace was on: figures are slower than without',
    });
  const release = await acquireMeasuringLock(run.folder, round);
  const fromMs = run.clock.elapsedMs();
  const vus = run.folder.read<Progress>(RUN_FILES.progress)?.vus ?? 0;
  const visits = await repeatVisits({
    run,
    browser,
    journey,
    session,
    capMs: capMs(run, round, isOffered ? operation : undefined),
    leavesRoom: !isAlone(run) && !tracesItself(testInfo),
  }).catch((error: unknown) => {
    release();
    throw error;
  });
  try {
    const judgements: Judgement[] = judgeSteps(run, { ...round, vus, steps: visits.steps });
    let { failure } = visits;
    let burst: RoundRecord['burst'];
    if (isOffered && failure === undefined && run.clock.stopReason() === undefined)
      // What the person felt was measured before, and stays when the burst behind it can't be had.
      burst = await measureBurst(run, operation, session, judgements).catch((error: unknown) => {
        failure = error;
        return undefined;
      });
    const toMs = run.clock.elapsedMs();
    const { slotMs: _slotMs, atMs: plannedAtMs, ...planned } = round;
    const owner = { kind: 'round', journey: round.journey, number: round.number } as const;
    const verdicts = decideVerdicts(judgements, owner, run.settings);
    const measured: JudgedRound = {
      ...planned,
      plannedAtMs,
      lateMs,
      ...(fromMs !== undefined && toMs !== undefined && { window: { fromMs, toMs } }),
      vus,
      device: run.settings.device,
      steps: visits.steps,
      burst,
      verdicts,
    };
    const trace = await keepTrace({ run, testInfo, round, visits, record: measured });
    const record: JudgedRound = { ...measured, ...(trace !== undefined && { trace }) };
    run.folder.write(roundFile(round.journey, round.number), record);
    await attachRound(testInfo, record);
    const hint = await announceTrace(run, testInfo, record);
    if (failure !== undefined) throw withHint(failure, hint);
    assertLimits(verdicts, hint);
  } finally {
    await visits.close();
    release();
  }
}

/** A journey that could not be taken to its end is told with the way to look at it. */
function withHint(failure: unknown, hint: string): unknown {
  if (!(failure instanceof Error) || hint === '') return failure;
  const { message } = failure;
  failure.message = `${message}\n${hint}`;
  if (failure.stack !== undefined) failure.stack = failure.stack.replace(message, failure.message);
  return failure;
}

/** The burst behind the journey; its judgements join those of the steps. */
async function measureBurst(
  run: RunContext,
  operation: Operation,
  session: Session,
  judgements: Judgement[],
): Promise<RoundRecord['burst']> {
  const burst = await burstOn(run, operation, session);
  const saturating = burst.mode.kind === 'saturating';
  const { service } = operation;
  judgements.push(...judgeBurst({ ...burst, service, saturating, judgesThroughput: false }, run.thresholds));
  return burstRecord(burst);
}

/** How long the visits may take: what is left of the slot when the burst has its share. */
function capMs(run: RunContext, round: PlannedRound, burst: Operation | undefined): number {
  const nowMs = run.clock.elapsedMs();
  if (isAlone(run) || nowMs === undefined) return CAP_ALONE_MS;
  const burstMs =
    burst === undefined ? 0 : burstShape(burst, run.plan.rateLimits).durationMs + AROUND_A_BURST_MS;
  return round.atMs + round.slotMs - nowMs - burstMs;
}
