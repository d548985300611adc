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
  const msOrNone = (ms: number | undefined) => (ms === undefined ? '-' : formatMs(ms));
  const interval = ({ middle: { lower, upper } }: StepSpread) =>
    lower === undefined || upper === undefined ? '-' : `${formatMs(lower)} to ${formatMs(upper)}`;
  const table = textTable(
    [
      ['step', ({ step }) => step],
      ['median ms', ({ middle }) => formatMs(middle.median)],
      ['95 % interval', interval],
      ['least', ({ leastMs }) => formatMs(leastMs)],
      ['most', ({ mostMs }) => formatMs(mostMs)],
      ['middle half', ({ middleHalf }) => `${(middleHalf * 100).toFixed(0)} %`],
      ['cold ms', ({ coldMs }) => msOrNone(coldMs)],
      ['limit', ({ step }) => msOrNone(limits.find((row) => row.step === step)?.medianMs)],
    ],
    spreads,
  );
  return `${title}\n${table}`;
}
