import { formatMs } from '../../base/format.ts';

/** A count for people: `20,036`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Milliseconds as a number for a column; a dash for what was not measured. */
export function msOrDash(ms: number | undefined): string {
  return ms === undefined ? '–' : formatMs(ms);
}

/** A share in per cent with as many digits as carry meaning: `0.03 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${Number(value.toFixed(value < 1 ? 2 : 1))} %`;
}
