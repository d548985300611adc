import { textTable } from '../../src/report/text-table.ts';
import type { StepRecord } from '../../src/run/round-record.ts';
import { medianInterval } from '../../src/verdict/median-interval.ts';
import type { JourneyStepRow } from '../../src/verdict/thresholds/thresholds.ts';
import { formatMs } from '../../src/verdict/verdict-message.ts';

/**
 * How far the medians of a journey's rounds lie apart, step by step: the median of them with its 95 % interval, the
 * least and the most, the width of their middle half as a share of the median, the cold visits, and the limit.
 *
 * @param rounds the steps of each round
 */
export function spreadTable(
  title: string,
  rounds: readonly (readonly StepRecord[])[],
  limits: readonly JourneyStepRow[],
): string {
  const rows = (rounds[0] ?? []).map(({ step }) => {
    const records = rounds.flatMap((round) => round.filter((each) => each.step === step));
    const medians = records.map(({ medianMs }) => medianMs).toSorted((a, b) => a - b);
    const { median = Number.NaN, lower, upper } = medianInterval(medians) ?? {};
    const cold = medianInterval(records.flatMap(({ coldMs }) => coldMs ?? []))?.median;
    const limit = limits.find((row) => row.step === step)?.medianMs;
    const halfWidth = quantile(medians, 0.75) - quantile(medians, 0.25);
    return [
      step,
      formatMs(median),
      lower === undefined || upper === undefined ? '-' : `${formatMs(lower)} to ${formatMs(upper)}`,
      formatMs(medians[0] ?? Number.NaN),
      formatMs(medians.at(-1) ?? Number.NaN),
      `${((halfWidth / median) * 100).toFixed(0)} %`,
      cold === undefined ? '-' : formatMs(cold),
      limit === undefined ? '-' : formatMs(limit),
    ];
  });
  const head = ['step', 'median ms', '95 % interval', 'least', 'most', 'middle half', 'cold ms', 'limit'];
  return `${title}\n${textTable(head, rows)}`;
}

/** Between two samples in a straight line. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
