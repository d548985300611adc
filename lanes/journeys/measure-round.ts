import type { Browser, TestInfo } from '@playwright/test';
import type { Journey } from '../../fixtures/visits/journey.ts';
import { distrustOfHealth } from '../../src/measure/distrust-of-health.ts';
import { type CrowdMeanwhile, crowdFromNow } from '../../src/record/crowding-file.ts';
import { takeMeasuringTurn } from '../../src/record/measuring-turn.ts';
import { burstRecord, type JudgedRound } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { RUN_FILES, roundFile } from '../../src/record/run-files.ts';
import { distrustSoFar } from '../../src/run/distrust-of-run.ts';
import { operationById } from '../../src/target/catalogue.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { FEWEST_VISITS } from '../../src/traffic/plan/visit-requests.ts';
import type { Progress } from '../../src/traffic/watch/progress.ts';
import { voidFails } from '../../src/verdict/crowded.ts';
import { decideVerdicts, type Judgement, judgedUnless, type Verdict } from '../../src/verdict/verdict.ts';
import { isBrowserGone } from '../browser-gone.ts';
import { assertMeasured } from '../bursts/nothing-measured.ts';
import { assertLimits, measurementInvalid } from '../lane-results.ts';
import { attachRound } from './attach-round.ts';
import { judgeRound } from './judge-round.ts';
import { hasOldTokens, laneSession, renewTokens } from './lane-session.ts';
import { type BegunRound, type MeasuredRound, measureFigures } from './measure-figures.ts';
import { firstLine, frameOf, openRound } from './open-round.ts';
import { putAwayLater } from './put-away-round.ts';
import { isAlone, isJudged, leaveOut, leftOutReason, waitForRound } from './round-moment.ts';
import { keepTrace, tracesItself } from './round-trace.ts';
import { announceTrace } from './show-trace.ts';
import { VisitBudget } from './visit-budget.ts';

export interface RoundToMeasure {
  readonly run: RunContext;
  readonly browser: Browser;
  readonly testInfo: TestInfo;
  readonly round: PlannedRound;
  readonly journey: Journey;
}

/** A round as it is opened, with what its visits may send. */
interface OpenedRound extends RoundToMeasure, BegunRound {
  readonly visitBudget: VisitBudget;
  /** Removes what the burst has made. */
  putAway(): Promise<void>;
}

/**
 * One round: waits for its moment, measures the journey and then the burst behind it, judges both, and puts away what the burst
 * has made.
 */
export async function measureRound(toMeasure: RoundToMeasure): Promise<void> {
  const { run, testInfo, round } = toMeasure;
  const behind = operationById(run.thresholds.journeys.get(round.journey)?.operation ?? '');
  const canBurst = run.plan.offers[behind.id]?.kind === 'offered' && run.plan.connection.speaksHttp1;
  const operation = canBurst ? behind : undefined;
  const session = await laneSession(run);
  await waitForRound(run, round);
  const visitBudget = new VisitBudget(run, round.journey);
  await visitBudget.reserve(FEWEST_VISITS, round.slotMs);
  const renews = hasOldTokens(session);
  if (renews) await run.budget.take('ip', 1, { signal: run.end.signal });
  if (tracesItself(testInfo))
    testInfo.annotations.push({
      type: 'traced',
      description: 'the trace was on: figures are slower than without',
    });
  const turn = await takeMeasuringTurn(run.folder, round);
  try {
    const stopped = run.clock.stopReason();
    if (stopped !== undefined) leaveOut(run, round, `the run ended before this round: ${stopped}`);
    const reason = leftOutReason(run, round, run.clock.elapsedMs());
    if (reason !== undefined) leaveOut(run, round, reason);
    await turn.does({ kind: 'visits' });
    if (renews) await renewTokens(session, run, round);
    const { putAway, stop } = putAwayLater({ run, round, session, operation, turn });
    await measureNow({ ...toMeasure, session, operation, turn, visitBudget, putAway }).finally(stop);
  } finally {
    turn.end();
  }
}

async function measureNow(begun: OpenedRound): Promise<void> {
  const { run, testInfo, round } = begun;
  const fromMs = run.clock.elapsedMs();
  // After the round before it, too: rounds wait for their turn.
  const lateMs = fromMs === undefined || isAlone(run) ? 0 : Math.max(0, fromMs - round.atMs);
  const crowdMeanwhile = crowdFromNow(run.folder);
  const vus = run.folder.read<Progress>(RUN_FILES.progress)?.vus ?? 0;
  const circumstances = { fromMs, lateMs, vus };
  const visits = await openRound(begun, circumstances);
  if (visits === undefined) return;
  try {
    const measured = await measureFigures(begun, visits);
    const frame = frameOf(begun, circumstances);
    const { steps, health, burst, usualMs, brokenOffBy, afterUsers } = measured;
    const isGone = isBrowserGone(brokenOffBy);
    const judgements = await judgementsOf(begun, measured, { vus, crowd: crowdMeanwhile() });
    const isNormal = isJudged(run, round);
    const owner = { kind: 'round', journey: round.journey, number: round.number } as const;
    const decided = isNormal ? decideVerdicts(judgements, owner, run.settings) : [];
    const invalid = distrustOfRound(run, measured, decided);
    const verdicts = judgedUnless(invalid, decided);
    const { shimUses: help, faults } = visits;
    const judged: JudgedRound = {
      ...frame,
      steps,
      health,
      ...(help.length > 0 && { help }),
      ...(faults !== undefined && { faults }),
      burst: burst && burstRecord(burst),
      ...(afterUsers !== undefined && { afterUsers }),
      ...(!isNormal && { underOverload: judgements }),
      ...(!isNormal && brokenOffBy !== undefined && !isGone && { brokenOff: firstLine(brokenOffBy) }),
      verdicts,
    };
    const isBrokenOff = brokenOffBy !== undefined;
    run.folder.write(roundFile(round.journey, round.number), judged);
    // Before the trace: it is to show the pages as the visits found them.
    await begun.putAway();
    const toTrace = { testInfo, round, visits, usualMs, isBrokenOff, isJudged: isNormal, record: judged };
    const trace = isGone ? undefined : await keepTrace(toTrace);
    const record: JudgedRound = { ...judged, ...(trace !== undefined && { trace }) };
    if (trace !== undefined) run.folder.write(roundFile(round.journey, round.number), record);
    await attachRound(testInfo, record, run.settings.traceUrl);
    const hint = await announceTrace(run, testInfo, record);
    if (isGone) throw brokenOffBy;
    if (isBrokenOff && isNormal) throw brokenOff(brokenOffBy, hint);
    if (invalid !== undefined) throw measurementInvalid(invalid);
    assertLimits(verdicts, hint);
    if (burst !== undefined) assertMeasured(run, burst, { isJudged: isNormal });
  } finally {
    await visits.close();
  }
}

/** What becomes of the limits of a round. One that the crowd on the machine may have broken is not broken. */
function judgementsOf(
  begun: OpenedRound,
  measured: MeasuredRound,
  { vus, crowd }: { readonly vus: number; readonly crowd: CrowdMeanwhile },
): Promise<Judgement[]> {
  const connections = measured.burst?.connections ?? 1;
  return voidFails(judgeRound(begun, { ...measured, vus }), crowd, ({ subject }) => ({
    atOnce: subject.kind === 'step' ? 1 : connections,
  }));
}

/**
 * Why the figures of a round cannot be trusted: faults of this machine, a clock that was set, or, where a limit would be broken, what makes the
 * whole run invalid so far. A limit that the run will not judge must not be called broken.
 */
function distrustOfRound(
  { folder }: RunContext,
  { health, burst }: MeasuredRound,
  verdicts: readonly Verdict[],
): string | undefined {
  const own = distrustOfHealth([health, burst?.health]);
  if (own !== undefined || !verdicts.some(({ failsTheRun }) => failsTheRun)) return own;
  return distrustSoFar(folder);
}

/** The error of a round that was broken off, with the way to look at its trace. */
function brokenOff(cause: unknown, hint: string): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new Error(hint === '' ? message : `${message}\n${hint}`, { cause });
}
