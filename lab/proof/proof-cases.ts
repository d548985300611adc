import { median } from '../../src/base/statistics/averages.ts';
import { ALL_OPERATIONS } from '../real-runs/compare-with-truth.ts';
import { QUIET, STARVED, TWO_BUSY } from '../real-runs/conditions.ts';
import type { RealCase } from '../real-runs/kept-runs.ts';
import type { RealRun } from '../real-runs/real-run.ts';
import { LATENESS, STOOD_STILL, stopFaults } from './stop-faults.ts';

/** Something that the verdicts of real runs are held to. */
export interface ProofCase extends RealCase {
  /** The name by which it is chosen. */
  readonly id: ProofId;
  /** What has to come out, in words. */
  readonly expected: string;
  /** What came out otherwise, one line each. */
  faults(run: RealRun): string[];
}

/** The parts of the proof. */
export const PROOF_IDS = ['background', 'slow-deals', 'stops', 'baseline', 'load', 'own-delay'] as const;

export type ProofId = (typeof PROOF_IDS)[number];

/** What a slow `deals.create` has to break or may break: its own limits, its bursts, and the step that saves a deal. */
const OF_SLOW_DEALS = /deals\.create|create-deal/;
/** A third of what the event-loop delay of a quiet smoke was before the bound was introduced, at p99. */
const MOST_OWN_DELAY_MS = 20 / 3;
/** The name of a load without rounds, for the pairs. */
export const LOAD_ALONE = 'load, rounds switched off';
export const LOAD = 'load';

/** How the proof is done. */
export interface ProofWish {
  /** Runs of each case; its own number by default. */
  readonly runs: number | undefined;
  /** Length of a load, such as `5m`; the scenario's own by default. */
  readonly duration: string | undefined;
}

const SMOKE = { project: 'smoke', condition: QUIET } as const;
const SLOW_DEALS = { method: 'POST', path: '/api/v1/deals', delayMs: 600 } as const;

/** All cases. What is judged wrong is a fault in each of them but the last, which only looks at the event loop. */
export function proofCases({ runs, duration }: ProofWish): ProofCase[] {
  const cases = [...smokes(), ...stopped(), ...loads(duration), baseline(), ownDelay()];
  return cases.map((each) => (runs === undefined ? each : { ...each, runs }));
}

function smokes(): ProofCase[] {
  return [
    {
      ...SMOKE,
      id: 'background',
      name: 'smoke, two busy threads',
      condition: TWO_BUSY,
      runs: 20,
      expected: 'not invalid, not failed, and every limit that is decided is decided right',
      faults: (run) => [...notOutcome(run, 'pass'), ...broken(run), ...judgedWrong(run)],
    },
    ...[QUIET, TWO_BUSY].map(
      (condition): ProofCase => ({
        ...SMOKE,
        id: 'slow-deals',
        name: `smoke, deals.create 600 ms slower, ${condition.name}`,
        condition,
        slow: SLOW_DEALS,
        runs: 20,
        expected: 'fails on deals.create, its bursts and the journey that saves a deal, and on nothing else',
        faults: (run) => [...notOutcome(run, 'fail'), ...broken(run, OF_SLOW_DEALS), ...judgedWrong(run)],
      }),
    ),
  ];
}

const STOPPED_EXPECTED =
  'no limit breaks, every limit that is decided is decided right, and the summary says what the measurer may have added and';

function stopped(): ProofCase[] {
  return [
    {
      ...SMOKE,
      id: 'stops',
      name: 'smoke, traffic stopped for 2 s twice',
      stops: { firstMs: 18_000, everyMs: 27_000, stoppedMs: 2_000, times: 2 },
      runs: 5,
      expected: `${STOPPED_EXPECTED} that it stood still for two seconds`,
      faults: (run) => [
        ...judgedNothing(run),
        ...broken(run),
        ...judgedWrong(run),
        ...stopFaults(run, STOOD_STILL),
      ],
    },
    {
      ...SMOKE,
      id: 'stops',
      name: 'smoke, traffic runs 20 of every 100 ms',
      stops: { firstMs: 2_000, everyMs: 100, stoppedMs: 80, times: 570 },
      runs: 5,
      expected: `${STOPPED_EXPECTED} how much its lateness took`,
      faults: (run) => [
        ...judgedNothing(run),
        ...broken(run),
        ...judgedWrong(run),
        ...stopFaults(run, LATENESS),
      ],
    },
  ];
}

function loads(duration: string | undefined): ProofCase[] {
  const load = {
    id: 'load',
    project: 'load',
    condition: QUIET,
    runs: 5,
    expected: `the same p95 and p99 with rounds and without (below)${duration === undefined ? '' : `, in ${duration} each`}`,
    ...(duration !== undefined && { settings: { DURATION: duration } }),
    faults: judgedWrong,
  } as const;
  return [
    { ...load, name: LOAD },
    { ...load, name: LOAD_ALONE, only: ['tests/traffic.spec.ts'] },
  ];
}

function baseline(): ProofCase {
  return {
    id: 'baseline',
    name: 'baseline, eight busy threads per core',
    project: 'baseline',
    // Three services of eight: they have reads, writes and the throughput of a service.
    only: ['deals', 'customers', 'tax'].map((service) => `tests/api/${service}.spec.ts`),
    condition: STARVED,
    runs: 3,
    expected: 'no wrong verdict: a limit breaks only if it is broken in truth',
    faults: (run) => [...judgedNothing(run), ...brokenWithoutTruth(run), ...judgedWrong(run)],
  };
}

function ownDelay(): ProofCase {
  return {
    ...SMOKE,
    id: 'own-delay',
    name: 'smoke, quiet',
    runs: 10,
    expected: `event-loop delay at p99, median of the slices, at most ${MOST_OWN_DELAY_MS.toFixed(1)} ms`,
    faults: (run) => {
      const delayMs = median(run.eventLoopDelayP99Ms);
      if (delayMs === undefined) return [`no slice has an event-loop delay, outcome ${run.outcome}`];
      return delayMs <= MOST_OWN_DELAY_MS ? [] : [`event-loop delay ${delayMs.toFixed(1)} ms`];
    },
  };
}

/** A run without a limit breaks none, and shows nothing. */
function judgedNothing({ limits, outcome }: RealRun): string[] {
  return limits.length === 0 ? [`no limit was judged, outcome ${outcome}`] : [];
}

/** Broken limits that fail the run, but for those that may break. */
export function broken({ limits }: RealRun, may?: RegExp): string[] {
  return limits
    .filter(({ failsTheRun, limit }) => failsTheRun && may?.test(limit) !== true)
    .map(({ limit, figure, bound }) => `broken: ${limit} ${figure}, limit ${bound}`);
}

/** Limits that were decided otherwise than the truth. */
function judgedWrong({ limits }: RealRun): string[] {
  return limits
    .filter(({ isRight }) => isRight === false)
    .map(
      ({ limit, kind, figure, bound, truth }) =>
        `judged wrong: ${limit} ${kind}, ${figure}, truth ${truth}, limit ${bound}`,
    );
}

function brokenWithoutTruth({ limits }: RealRun): string[] {
  return limits
    .filter(({ failsTheRun, isRight }) => failsTheRun && isRight === undefined)
    .map(({ limit, figure, bound }) => `broken, truth unknown: ${limit} ${figure}, limit ${bound}`);
}

function notOutcome({ outcome, reasons }: RealRun, expected: RealRun['outcome']): string[] {
  return outcome === expected ? [] : [`outcome ${outcome}: ${reasons[0] ?? 'no reason'}`];
}

/** The p95 and p99 of a run's whole traffic. */
export function overallFigures(run: RealRun): { readonly p95Ms: number; readonly p99Ms: number } {
  const [p95Ms = Number.NaN, p99Ms = Number.NaN] = [95, 99].map(
    (wanted) =>
      run.judged.find(({ operation, percentile }) => operation === ALL_OPERATIONS && percentile === wanted)
        ?.measuredMs,
  );
  return { p95Ms, p99Ms };
}
