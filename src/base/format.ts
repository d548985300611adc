/**
 * What a figure is counted in. Latencies are in milliseconds, shares are between 0 and 1, throughput is in requests per
 * second. The score of a page has points (0 to 100); a layout shift has no unit.
 */
export type FigureUnit = 'ms' | 'share' | 'per second' | 'points' | 'bytes' | 'shift' | 'users';

const SUFFIXES: Readonly<Record<Exclude<FigureUnit, 'users'>, string>> = {
  ms: ' ms',
  share: ' %',
  'per second': '/s',
  points: '',
  shift: '',
  bytes: ' kB',
};

/** A figure with its unit, with as many digits as carry meaning. */
export function formatFigure(figure: number, unit: FigureUnit): string {
  if (unit === 'users') return counted(figure, 'user');
  return `${bareFigure(figure, unit)}${SUFFIXES[unit]}`;
}

/** A figure without its unit, for the first of two: `590` of `590 to 640 ms`. */
export function bareFigure(figure: number, unit: FigureUnit): string {
  switch (unit) {
    case 'ms':
      return formatMs(figure);
    case 'share':
      return trimmed(figure * 100, 2);
    case 'per second':
    case 'users':
      return formatCount(figure);
    case 'points':
      return String(figure);
    case 'shift':
      return trimmed(figure, 3);
    case 'bytes':
      return Number((figure / 1000).toFixed(1)).toLocaleString('en-US');
  }
}

/** Milliseconds: two decimals below 10, one below 100, none above. */
export function formatMs(ms: number): string {
  if (ms < 10) return trimmed(ms, 2);
  if (ms < 100) return trimmed(ms, 1);
  return formatCount(ms);
}

/** A whole number with thousands apart: `20,036`. */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A count and what is counted: `1 round`, `3 rounds`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(value)} ${value === 1 ? noun : plural}`;
}

/** Joins for a sentence: `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Joins ids, those with the same reason together: `a, b (503: …); c (…)`. */
export function byReason(items: readonly { readonly id: string; readonly reason: string }[]): string {
  return [...Map.groupBy(items, ({ reason }) => reason)]
    .map(([reason, same]) => `${same.map(({ id }) => id).join(', ')} (${reason})`)
    .join('; ');
}

/** Those of the items that there are: `false` and undefined stand for one that is left out. */
export function given<Item>(...items: readonly (Item | false | undefined)[]): Item[] {
  return items.filter((item): item is Item => item !== false && item !== undefined);
}

/** A name as people say it: `create-deal` is `create deal`. */
export function spokenName(name: string): string {
  return name.replaceAll('-', ' ');
}

function trimmed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

/** A moment as part of the name of a folder, to the second: `2026-11-23T09-30-00`. */
export function timeInName(moment: Date): string {
  return moment.toISOString().slice(0, 19).replaceAll(':', '-');
}
