import { AUTOCANNON, BARE_UNDICI, OUR_BURSTS, OUR_USERS } from '../subjects/own-subjects.ts';
import type { BenchResult, BenchRow } from './bench-result.ts';

/** Our requests per CPU-second as a multiple of k6's, at least. */
const LEAST_TIMES_K6 = 3;
/** Our memory per additional VU (100 to 1,000) as a share of k6's, at most. */
const MOST_SHARE_OF_K6_MEMORY = 1 / 5;
/** Our requests per CPU-second as a share of the bare undici loop's, at least. */
const LEAST_SHARE_OF_BARE = 0.85;
/** Our requests per CPU-second as a share of wrk's, at least. */
const LEAST_SHARE_OF_WRK = 0.6;
/** Those of our bursts as a share of plain autocannon's, at least. */
const LEAST_SHARE_OF_AUTOCANNON = 0.8;
/** Memory of a further virtual user, at most. */
const MOST_KILOBYTES_PER_VU = 30;
/** Start lag (p99) of 10,000 users that think has to stay below. */
const GOAL_START_LAG_MS = 10;

/** One claim about the suite that the bench checks. */
export interface BenchCheck {
  readonly claim: string;
  /** The figure that decided it, as text. */
  readonly found: string;
  /** `short of the goal`: a goal that was not reached, which fails no bench; `not measured` when one of the tools has no figures. */
  readonly state: 'ok' | 'missed' | 'short of the goal' | 'not measured';
}

/** Checks the suite's claims, and its goals, against the result. */
export function benchChecks({ rows }: Pick<BenchResult, 'rows'>): readonly BenchCheck[] {
  const rowOf = (name: string) => rows.find((row) => row.name === name);
  const [ours, bare, k6] = [rowOf(OUR_USERS), rowOf(BARE_UNDICI), rowOf('k6')];
  return [
    check(
      `Our virtual users send at least ${LEAST_TIMES_K6} times k6's requests per CPU-second.`,
      ratio(speed(ours), speed(k6)),
      (times) => times >= LEAST_TIMES_K6,
      (times) => `${times.toFixed(1)} times`,
    ),
    check(
      "A further virtual user (100 to 1,000) takes at most a fifth of the memory of k6's.",
      ratio(memoryPerVu(ours), memoryPerVu(k6)),
      (share) => share <= MOST_SHARE_OF_K6_MEMORY,
      (share) => (share <= 0 ? 'no visible growth' : `1/${(1 / share).toFixed(1)}`),
    ),
    check(
      `Our virtual users reach at least ${LEAST_SHARE_OF_BARE * 100} % of a bare undici loop that records nothing.`,
      ratio(speed(ours), speed(bare)),
      (share) => share >= LEAST_SHARE_OF_BARE,
      percent,
    ),
    goal(
      `Our virtual users reach at least ${LEAST_SHARE_OF_WRK * 100} % of wrk, which checks nothing.`,
      ratio(speed(ours), speed(rowOf('wrk'))),
      (share) => share >= LEAST_SHARE_OF_WRK,
      percent,
    ),
    goal(
      `Our bursts reach at least ${LEAST_SHARE_OF_AUTOCANNON * 100} % of plain autocannon.`,
      ratio(speed(rowOf(OUR_BURSTS)), speed(rowOf(AUTOCANNON))),
      (share) => share >= LEAST_SHARE_OF_AUTOCANNON,
      percent,
    ),
    goal(
      `A further virtual user (1,000 to 5,000) takes at most ${MOST_KILOBYTES_PER_VU} KB.`,
      ours?.bytesPerVu.find(({ from, to }) => from === 1_000 && to === 5_000)?.bytes,
      (bytes) => bytes <= MOST_KILOBYTES_PER_VU * 1024,
      (bytes) => `${(bytes / 1024).toFixed(0)} KB`,
    ),
    goal(
      `10,000 virtual users of one process start less than ${GOAL_START_LAG_MS} ms late (p99).`,
      ours?.memory.find(({ vus }) => vus === 10_000)?.startLagP99Ms ?? undefined,
      (lagMs) => lagMs < GOAL_START_LAG_MS,
      (lagMs) => `${lagMs.toFixed(1)} ms`,
    ),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function check(
  claim: string,
  value: number | undefined,
  holds: (value: number) => boolean,
  words: (value: number) => string,
): BenchCheck {
  if (value === undefined) return { claim, found: '-', state: 'not measured' };
  return { claim, found: words(value), state: holds(value) ? 'ok' : 'missed' };
}

/** As {@link check}, for a goal: when it is not reached, the page says so, and the bench succeeds all the same. */
function goal(...parts: Parameters<typeof check>): BenchCheck {
  const found = check(...parts);
  return found.state === 'missed' ? { ...found, state: 'short of the goal' } : found;
}

function ratio(of: number | undefined, to: number | undefined): number | undefined {
  return of === undefined || to === undefined || to <= 0 ? undefined : of / to;
}

function speed(row: BenchRow | undefined): number | undefined {
  return row?.requestsPerCpuSecond?.median;
}

function memoryPerVu(row: BenchRow | undefined): number | undefined {
  return row?.bytesPerVu.find(({ from, to }) => from === 100 && to === 1_000)?.bytes;
}
