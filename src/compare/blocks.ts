import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { judgedSlices } from '../measure/judged-slices.ts';
import type { StoredHistogram } from '../measure/stored-histogram.ts';
import { isStarved } from '../measure/validity.ts';
import { LatencyCounts } from './latency-counts.ts';

/** The id of all requests together, without what is measured on sockets. No operation has spaces in its id. */
export const ALL_REQUESTS = 'all successful requests';

/**
 * A stretch of a run, taken as one observation: requests of the same seconds share a queue, a garbage collection, a
 * noisy neighbour, and are not independent samples. By id of the operation, and {@link ALL_REQUESTS}.
 */
export type Block = ReadonlyMap<string, LatencyCounts>;

/**
 * Slices next to each other are alike as well, so a long run is cut into this many blocks at most: fewer and longer
 * ones are nearly independent, and twenty still tell their scatter. Schmeiser, Batch size effects in the analysis of
 * simulation output, Operations Research 30 (1982): between 10 and 30.
 */
const MOST_BLOCKS = 20;

/**
 * Cuts the slices of a run into blocks. Ramps are left out where there are plateaus, and so are rounds, as in the verdicts; so are slices
 * in which the measurer was starved. A bound of a few per cent does not exclude a slice: it is there in both runs. A rest shorter than half a slice goes with the slice before it.
 */
export function blocksOf(slices: readonly DecodedSlice[]): Block[] {
  const sound = judgedSlices(slices).filter((slice) => !isStarved(slice));
  const groups = withoutRests(sound);
  const size = Math.ceil(groups.length / MOST_BLOCKS);
  const blocks: Block[] = [];
  for (let from = 0; from < groups.length; from += size)
    blocks.push(blockOf(groups.slice(from, from + size).flat()));
  return blocks;
}

function withoutRests(slices: readonly DecodedSlice[]): DecodedSlice[][] {
  const lengths = slices.map(({ fromMs, toMs }) => toMs - fromMs).sort((a, b) => a - b);
  const usualMs = lengths[Math.floor(lengths.length / 2)] ?? 0;
  const groups: DecodedSlice[][] = [];
  for (const slice of slices) {
    const last = groups.at(-1);
    if (last !== undefined && slice.toMs - slice.fromMs < usualMs / 2) last.push(slice);
    else groups.push([slice]);
  }
  return groups;
}

function blockOf(slices: readonly DecodedSlice[]): Block {
  const histograms = new Map<string, StoredHistogram[]>();
  for (const slice of slices) {
    for (const [id, { successes }] of Object.entries({ ...slice.operations, ...slice.sockets?.measures })) {
      if (successes === undefined) continue;
      const known = histograms.get(id);
      if (known === undefined) histograms.set(id, [successes]);
      else known.push(successes);
    }
  }
  const all = slices.flatMap(({ operations }) =>
    Object.values(operations).flatMap(({ successes }) => successes ?? []),
  );
  if (all.length > 0) histograms.set(ALL_REQUESTS, all);
  return new Map([...histograms].map(([id, list]) => [id, LatencyCounts.of(list)]));
}
