import { styleText } from 'node:util';

/** How a piece of a line looks. Looks only repeat what the words already say. */
export type Look = keyof typeof LOOKS;

const LOOKS = {
  plain: [],
  dim: ['dim'],
  bold: ['bold'],
  accent: ['cyan'],
  calm: ['blue'],
  good: ['green'],
  warn: ['yellow'],
  bad: ['red', 'bold'],
} as const satisfies Record<string, readonly Parameters<typeof styleText>[0][]>;

/** A piece of a line. Each of its characters takes one column. */
export interface Span {
  readonly text: string;
  readonly look: Look;
}

export function span(text: string, look: Look = 'plain'): Span {
  return { text, look };
}

/** Number of columns that the spans take. */
export function widthOf(spans: readonly Span[]): number {
  return spans.reduce((width, { text }) => width + [...text].length, 0);
}

/** The spans as one line; what does not fit into `columns` is replaced by an ellipsis. */
export function paintLine(spans: readonly Span[], columns: number, colours: boolean): string {
  const fitted = widthOf(spans) <= columns ? spans : cut(spans, columns);
  return fitted
    .map(({ text, look }) => (colours && look !== 'plain' ? styled(text, look) : text))
    .join('')
    .trimEnd();
}

function styled(text: string, look: Look): string {
  return styleText([...LOOKS[look]], text, { validateStream: false });
}

function cut(spans: readonly Span[], columns: number): Span[] {
  const kept: Span[] = [];
  let left = columns - 1;
  for (const { text, look } of spans) {
    const characters = [...text];
    kept.push({ text: characters.slice(0, left).join(''), look });
    left -= characters.length;
    if (left <= 0) break;
  }
  return [...kept, span('…', 'dim')];
}

/** Joins neighbours that look the same, so that a graph of sixty cells does not need sixty colour codes. */
export function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const each of spans) {
    const last = result.at(-1);
    if (last?.look === each.look) result[result.length - 1] = span(last.text + each.text, each.look);
    else result.push(each);
  }
  return result;
}
