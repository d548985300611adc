import type { Browser, BrowserContext } from '@playwright/test';
import { openContext, slowDown } from '../../fixtures/devices.ts';
import type { Journey, JourneyRound, Visit } from '../../fixtures/visits/journey.ts';
import type { MeasuredStep } from '../../fixtures/visits/journey-visit.ts';
import type { StepRecord } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { Session } from '../../src/target/session/session.ts';
import { isKnownWellEnough } from '../../src/verdict/enough-visits.ts';
import { MEDIAN_NEEDS } from '../../src/verdict/median-interval.ts';
import { endWithRun } from '../end-with-run.ts';
import { MeasuredVisit } from './measured-visit.ts';
import { noteMade } from './note-made.ts';
import { RECORDED_TAKES } from './record-visit.ts';
import { startSignedIn, startSignedOut } from './start-of-visits.ts';
import { stepRecords } from './step-records.ts';

/** The journey as a round takes it. */
export interface VisitsToMake {
  readonly run: RunContext;
  readonly browser: Browser;
  readonly journey: Journey;
  readonly session: Session;
  /** No visit is begun that is likely to end later than this. */
  readonly capMs: number;
  /** Whether one more visit is to find room within that time, to be recorded. */
  readonly leavesRoom: boolean;
  /** Told of the browser profile before its first visit. */
  readonly opened?: (context: BrowserContext) => Promise<void>;
}

/** So many are made however long they take: a cold one, and two to see whether they agree. */
const FEWEST_VISITS = 3;
/** What is not known by then has more than one middle. */
const MOST_VISITS = 30;

/** The visits of a round, while the browser that made them is still open. */
export interface VisitsMade {
  readonly steps: readonly StepRecord[];
  /** How long a visit took, with all that is between its steps: the mean of the warm ones. */
  readonly usualMs: number;
  /** Set when a visit could not be taken to its end: the steps are those of the visits before. */
  readonly failure?: unknown;
  readonly context: BrowserContext;
  /** One more visit, in the same browser profile, that no figure is taken from. */
  again(around: (visit: MeasuredVisit, take: () => Promise<void>) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Does the journey again and again in one browser profile, until the median of each of its steps is known well enough or
 * the time is up. The first visit finds an empty cache and is kept apart from the others.
 */
export async function repeatVisits(toMake: VisitsToMake): Promise<VisitsMade> {
  const { run, browser, journey, session } = toMake;
  const { device } = run.settings;
  const opened: BrowserContext[] = [];
  const close = async () => {
    for (const context of opened) await context.close();
  };
  const open = async (signedIn: boolean) => {
    const context = await openContext(browser, device);
    opened.push(context);
    await (signedIn ? startSignedIn(context, session) : startSignedOut(context));
    return { context, settled: noteMade(context, run, session) };
  };
  const beginVisit = async (context: BrowserContext) => {
    const visit = await MeasuredVisit.begin(context, run.target.uiBaseUrl);
    await slowDown(visit.page, device);
    return visit;
  };
  const round: JourneyRound = {
    run,
    session,
    account: session.account,
    colleague: async () => beginVisit((await open(true)).context),
  };
  try {
    const visitOf = await endWithRun(run.clock, opened, () => journey.begin(round));
    const take: Visit = (visit) => endWithRun(run.clock, opened, () => visitOf(visit));
    const { context, settled } = await open(journey.signedIn);
    await toMake.opened?.(context);
    const visits: MeasuredStep[][] = [];
    const times: number[] = [];
    const startedMs = performance.now();
    let failure: unknown;
    do {
      const beganMs = performance.now();
      const visit = await beginVisit(context);
      try {
        await take(visit);
        await settled();
        await visit.end();
      } catch (error) {
        await visit.page.close();
        failure = error;
        break;
      }
      visits.push(visit.steps);
      times.push(performance.now() - beganMs);
    } while (goesOn(toMake, visits, times, performance.now() - startedMs));
    return {
      steps: stepRecords(visits),
      usualMs: usual(times),
      ...(failure !== undefined && { failure }),
      context,
      again: (around) => visitAgain(() => beginVisit(context), take, settled, around),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function goesOn(
  { run, journey, capMs, leavesRoom }: VisitsToMake,
  visits: readonly (readonly MeasuredStep[])[],
  times: readonly number[],
  elapsedMs: number,
): boolean {
  if (run.clock.stopReason() !== undefined) return false;
  if (visits.length < FEWEST_VISITS) return true;
  const usualMs = usual(times);
  const leftMs = capMs - elapsedMs;
  if (visits.length >= MOST_VISITS || usualMs > leftMs) return false;
  // Six warm visits go before a record; where they cannot be had anyhow, the record does.
  const missing = MEDIAN_NEEDS + 1 - visits.length;
  const hasThem = missing <= 0 || missing * usualMs > leftMs;
  if (leavesRoom && hasThem && usualMs * (1 + RECORDED_TAKES) > leftMs) return false;
  const rows = run.thresholds.journeys.get(journey.name)?.steps ?? [];
  const steps = stepRecords(visits).map(({ step, visitsMs }) => ({
    warmMs: visitsMs,
    limitMs: rows.find((row) => row.step === step)?.medianMs,
  }));
  return !isKnownWellEnough(steps);
}

/** The mean of all but the first. */
function usual(times: readonly number[]): number {
  return times.slice(1).reduce((sum, ms) => sum + ms, 0) / Math.max(times.length - 1, 1);
}

async function visitAgain(
  begin: () => Promise<MeasuredVisit>,
  take: Visit,
  settled: () => Promise<void>,
  around: (visit: MeasuredVisit, take: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const visit = await begin();
  try {
    await around(visit, async () => {
      await take(visit);
      await settled();
    });
  } finally {
    await visit.page.close();
  }
}
