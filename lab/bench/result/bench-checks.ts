import { BARE_UNDICI, OUR_USERS } from '../subjects/own-subjects.ts';
import type { BenchResult, BenchRow } from './bench-result.ts';

/** Our requests per CPU-second as a multiple of k6's, at least. */
const LEAST_TIMES_K6 = 3;
/** Our memory per additional VU (100 to 1,000) as a share of k6's, at most. */
const MOST_SHARE_OF_K6_MEMORY = 1 / 5;
/** Our requests per CPU-second as a share of the bare undici loop's, at least. */
const LEAST_SHARE_OF_BARE = 0.85;

/** One claim about the suite that the bench checks. */
export interface BenchCheck {
  readonly claim: string;
  /** The figure that decided it, as text. */
  readonly found: string;
  /** `not measured` when one of the tools has no figures. */
  readonly state: 'ok' | 'missed' | 'not measured';
}

/** Checks the suite's claims against the result. */
export function benchChecks({ rows }: Pick<BenchResult, 'rows'>): readonly BenchCheck[] {
  const [ours, bare, k6] = [OUR_USERS, BARE_UNDICI, 'k6'].map((name) =>
    rows.find((row) => row.name === name),
  );
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
      (share) => `${Math.round(share * 100)} %`,
    ),
  ];
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

function ratio(of: number | undefined, to: number | undefined): number | undefined {
  return of === undefined || to === undefined || to <= 0 ? undefined : of / to;
}

function speed(row: BenchRow | undefined): number | undefined {
  return row?.requestsPerCpuSecond?.median;
}

function memoryPerVu(row: BenchRow | undefined): number | undefined {
  return row?.bytesPerVu.find(({ from, to }) => from === 100 && to === 1_000)?.bytes;
}
