import { counted, formatMs, listed } from '../base/format.ts';
import type { Column } from '../base/text-table.ts';
import type { ChangeInterval, ComparisonRow } from './comparison.ts';

/** A change in per cent with its sign: `+10.2 %`. */
export function changeWords(share: number): string {
  const percent = share * 100;
  const decimals = Math.abs(percent) < 9.95 ? 1 : 0;
  const text = Math.abs(percent).toFixed(decimals);
  if (Number(text) === 0) return '0 %';
  return `${percent < 0 ? '−' : '+'}${text} %`;
}

/** Both ends of an interval of a change; `not bounded` when there are none. */
export function intervalWords({ lower, upper }: ChangeInterval): string {
  return lower === undefined ? 'not bounded' : `${changeWords(lower)} to ${changeWords(upper)}`;
}

/** More names than this are a wall of text: the others are counted. */
const MOST_NAMED = 6;

/** Joins names, six at most: `a, b and 3 other figures`. */
export function someNamed(names: readonly string[], noun: string): string {
  const others = names.length - MOST_NAMED;
  return listed([...names.slice(0, MOST_NAMED), ...(others > 0 ? [counted(others, `other ${noun}`)] : [])]);
}

/** The columns of every table of a comparison. */
export const COMPARISON_COLUMNS: readonly Column<ComparisonRow>[] = [
  ['what', ({ subject }) => subject],
  ['figure', ({ statistic }) => statistic],
  ['before ms', ({ baseMs }) => formatMs(baseMs), 'number'],
  ['now ms', ({ otherMs }) => formatMs(otherMs), 'number'],
  ['change', ({ change }) => changeWords(change), 'number'],
  ['interval', ({ interval }) => intervalWords(interval), 'number'],
  [
    'would show from',
    ({ smallestVisible: least }) => (least === undefined ? '-' : changeWords(least)),
    'number',
  ],
  ['verdict', ({ verdict, reason }) => (reason === undefined ? verdict : `${verdict} (${reason})`)],
];
