import { counted, listed } from '../../src/base/format.ts';

/** How one thing stands that a run would use. */
export type Result =
  /** How long it took is left out of what the preflight has tried. */
  | { readonly kind: 'fine'; readonly ms?: number }
  | { readonly kind: 'not offered'; readonly reason: string }
  | { readonly kind: 'failing'; readonly code: FailingCode; readonly reason: string };

/** `docs/exit-codes.md` explains them. A failing journey may have the code of what it lacks instead. */
export type FailingCode =
  | 'OPERATION_FAILED'
  | 'FLOW_FAILED'
  | 'JOURNEY_FAILED'
  | 'WEB_CLIENT_MISSING'
  | 'BROWSER_MISSING'
  | 'BROWSER_GONE';

/** One thing that was checked, once. */
export interface Checked {
  readonly what: 'operation' | 'socket' | 'flow' | 'journey';
  readonly name: string;
  readonly result: Result;
}

/** Whether a run would be possible: something is offered, and nothing that is offered fails. */
export function isPossible(all: readonly Checked[]): boolean {
  return (
    all.some(({ result }) => result.kind === 'fine') && all.every(({ result }) => result.kind !== 'failing')
  );
}

/** The list of everything, a line each, and what follows from it. */
export function checkLines(all: readonly Checked[]): readonly string[] {
  const lines = all.map(({ what, name, result }) => {
    const subject = `${what} ${name}`;
    if (result.kind === 'fine')
      return `fine         ${subject}${result.ms === undefined ? '' : `, ${Math.round(result.ms)} ms`}`;
    if (result.kind === 'not offered') return `not offered  ${subject}: ${result.reason}`;
    return `failing      [${result.code}] ${subject}: ${result.reason}`;
  });
  const count = (kind: Result['kind']) => all.filter(({ result }) => result.kind === kind).length;
  const tally = listed([
    `${counted(count('fine'), 'thing')} fine`,
    `${count('not offered')} not offered`,
    `${count('failing')} failing`,
  ]);
  const verdict = isPossible(all)
    ? 'a run is possible'
    : 'a run is not possible as it is: correct what fails, or leave it out by OPERATIONS and JOURNEYS';
  return [...lines, `check: ${tally}; ${verdict}`];
}
