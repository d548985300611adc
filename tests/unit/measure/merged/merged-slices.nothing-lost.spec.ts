import { expect, test } from '@playwright/test';
import { mergedSlices } from '../../../../src/measure/merged/merged-slices.ts';
import type { OperationSlice, Slice } from '../../../../src/measure/slice.ts';
import { StoredHistogram } from '../../../../src/measure/stored-histogram.ts';
import { seededFaker } from '../../../../src/target/request-data/seeded-faker.ts';
import { dealt, drawnSamples, lateGrid, recordedSlices } from '../../../made/dealt-traffic.ts';

const LENGTH_MS = 16_000;
const VISITS = { kind: 'visits', journey: 'login', number: 1 } as const;

/** Sums of everything that is counted, over all slices. */
function counts(slices: readonly Slice[]): Record<string, number> {
  const found: Record<string, number> = {};
  const add = (what: string, count = 0) => {
    found[what] = (found[what] ?? 0) + count;
  };
  for (const slice of slices) {
    const { arrivals, sockets, services = {} } = slice;
    for (const [id, each] of Object.entries({ ...slice.operations, ...sockets?.measures }))
      addOperation(each, (what, count) => add(`${id} ${what}`, count));
    for (const [service, { answered, lost = [] }] of Object.entries(services)) {
      for (const count of answered) add(`${service} answered`, count);
      for (const { second, by, count } of lost) add(`${service} lost ${second} ${by}`, count);
    }
    for (const key of ['offered', 'sent', 'notSent', 'late', 'ownLate'] as const) add(key, arrivals?.[key]);
    for (const key of ['drops', 'reconnects', 'events'] as const) add(key, sockets?.[key]);
    for (const encoded of [slice.startLag, arrivals?.startLag, arrivals?.ownLag])
      add('lags', sizeOf(encoded));
  }
  return found;
}

function addOperation(operation: OperationSlice, add: (what: string, count?: number) => void): void {
  const { outcomes, statuses = {}, seconds } = operation;
  for (const [outcome, count] of Object.entries(outcomes)) add(outcome, count);
  for (const [status, count] of Object.entries(statuses)) add(`status ${status}`, count);
  for (const key of ['successes', 'least', 'failures', 'leastFailures'] as const)
    add(key, sizeOf(operation[key]));
  for (const key of ['bytesReceived', 'repeated', 'ownFailures'] as const) add(key, operation[key]);
  for (const key of ['ok', 'failed'] as const)
    for (const count of seconds?.[key] ?? []) add(`by second ${key}`, count);
  for (const ms of operation.waitedMs ?? []) add('waited', ms);
}

function sizeOf(encoded: string | undefined): number {
  return encoded === undefined ? 0 : StoredHistogram.decode(encoded).count;
}

/** Segments that share samples until each of them ends, with these ends of slices. */
function segments(
  endsMs: readonly (readonly number[])[],
  seed: number,
  different?: (toMs: number) => Partial<Slice>,
) {
  const hands = dealt(drawnSamples(800, LENGTH_MS, seed), endsMs.length, seed);
  return hands.map((hand, index) => {
    const ends = endsMs[index] ?? [];
    return recordedSlices(hand, ends, index === 0 ? different : undefined);
  });
}

/** Ends anywhere, as of processes that nothing holds to a grid. */
function anyEnds(seed: number): number[] {
  const { number } = seededFaker(seed);
  const ends = Array.from({ length: number.int({ min: 1, max: 20 }) }, () =>
    number.int({ min: 1, max: LENGTH_MS }),
  );
  return ends.sort((a, b) => a - b);
}

const grid = (seed: number) => lateGrid(LENGTH_MS, seed);

const CASES: Readonly<Record<string, () => Slice[][]>> = {
  'one segment': () => segments([grid(1)], 1),
  'segments with late timers': () => segments([grid(1), grid(2), grid(3)], 2),
  'a round that begins and ends within cells': () =>
    segments([[...grid(1), 5_000, 9_900, 12_150].sort((a, b) => a - b), grid(2)], 3, (toMs) =>
      toMs > 5_000 && toMs <= 12_150 ? { round: VISITS } : {},
    ),
  'a segment that ended early, within a cell': () =>
    segments([grid(1), [...grid(2).slice(0, 4), 9_100], grid(3)], 4),
  'a first segment that ended early': () => segments([grid(1).slice(0, 3), grid(2)], 5),
  'a segment without slices': () => segments([grid(1), [], grid(3)], 6),
  'segments that drain for different times': () =>
    segments(
      [
        [...grid(1), 16_300, 16_420],
        [...grid(2), 16_350],
        [...grid(3), 19_000],
      ],
      7,
    ),
  'a timer that missed common ends': () =>
    segments([grid(1), grid(2).filter((_, index) => index % 3 !== 1)], 8),
  'ends anywhere': () => segments([anyEnds(1), anyEnds(2), anyEnds(3), anyEnds(4)], 9),
  'ends at the same moment': () =>
    segments(
      [
        [2_000, 2_000, 2_000, 4_000, 4_000],
        [1_999, 4_000, 4_000],
      ],
      10,
    ),
};

for (const [what, made] of Object.entries(CASES))
  test(`nothing is lost: ${what}`, () => {
    const parts = made();
    const merged = mergedSlices(parts);
    expect(counts(parts.flat())['deals.list ok']).toBeGreaterThan(20);
    expect(counts(merged)).toEqual(counts(parts.flat()));
    const gaps = merged.map(({ fromMs }, index) => fromMs - (merged[index - 1]?.toMs ?? 0));
    expect(gaps).toEqual(merged.map(() => 0));
    expect(merged.at(-1)?.toMs).toBe(Math.max(...parts.flat().map(({ toMs }) => toMs)));
  });
