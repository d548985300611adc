import { formatMs } from '../../src/base/format.ts';
import { textTable } from '../../src/base/text-table.ts';
import type { JourneyStepRow } from '../../src/verdict/thresholds/thresholds.ts';
import type { StepSpread } from './step-spread.ts';

/** The spread of a journey's steps as text: one line per step, with its limit. */
export function spreadTable(
  title: string,
  spreads: readonly StepSpread[],
  limits: readonly JourneyStepRow[],
): string {
  const rows = spreads.map(({ step, middle, leastMs, mostMs, middleHalf, coldMs }) => {
    const { median, lower, upper } = middle;
    const limit = limits.find((row) => row.step === step)?.medianMs;
    return [
      step,
      formatMs(median),
      lower === undefined || upper === undefined ? '-' : `${formatMs(lower)} to ${formatMs(upper)}`,
      formatMs(leastMs),
      formatMs(mostMs),
      `${(middleHalf * 100).toFixed(0)} %`,
      coldMs === undefined ? '-' : formatMs(coldMs),
      limit === undefined ? '-' : formatMs(limit),
    ];
  });
  const head = ['step', 'median ms', '95 % interval', 'least', 'most', 'middle half', 'cold ms', 'limit'];
  return `${title}\n${textTable(head, rows)}`;
}
