import { counted, formatFigure, given, listed } from '../base/format.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Pattern } from '../diagnosis/pattern.ts';
import type { HealthState, StateFigure } from '../diagnosis/state.ts';

const FIGURE_NAMES = { p95Ms: 'p95', p99Ms: 'p99', errorRate: 'errors' } as const;

/** Why these latencies are a little lower than those of the limits. */
const WITHOUT_OWN_DELAY = "; latencies without the measurer's own delay";

/**
 * How the target did, in a line: `degraded over all requests (p95 733 ms, degraded from 500 ms, errors 0 %); latencies without
 * …`. A target that is healthy over all requests may break the limit of one operation: the words keep the two apart.
 */
export function stateLine({ state, underOverload, ofBursts }: Diagnosis): string {
  const overload = underOverload === undefined ? '' : `. Under overload: ${stateWords(underOverload)}`;
  const isJudged = [state, underOverload].some((each) => each !== undefined && each.figures.length > 0);
  const bursts = ofBursts === true && state.figures.length > 0 ? ' in its worst burst' : '';
  const load = underOverload === undefined ? '' : ' at normal load';
  const over = ofBursts === true ? '' : ` over all requests${load}`;
  return `${stateWords(state, over)}${bursts}${overload}${isJudged ? WITHOUT_OWN_DELAY : ''}`;
}

/**
 * The operations that are not healthy, undefined when all are, as far as it is known. The critical ones come first; of the
 * same state, those that are furthest above where it begins.
 */
export function worstLine({ state: { operations } }: Diagnosis): string | undefined {
  const ill = (['critical', 'degraded'] as const).flatMap((name) =>
    operations.filter(({ state }) => state === name).sort((a, b) => timesAbove(b) - timesAbove(a)),
  );
  if (ill.length === 0) return undefined;
  const named = ill
    .slice(0, 3)
    .map(({ operation, figures: [worst], state }) =>
      worst === undefined ? operation : `${operation} ${state} (${figureWords(worst)})`,
    );
  const rest = ill.length - named.length;
  return listed([...named, ...(rest > 0 ? [counted(rest, 'other operation')] : [])]);
}

function timesAbove({ figures: [worst] }: HealthState): number {
  return worst === undefined || worst.from === 0 ? 0 : worst.value / worst.from;
}

/** What a pattern is, as its headline: `Sudden spikes of auth.login (high confidence)`. */
export function patternTitle({ kind, subject, confidence }: Pattern): string {
  const name = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
  return `${name}${subject === undefined ? '' : ` (${subject})`}, ${confidence} confidence`;
}

/** A pattern in a line: what was seen, what it usually comes from, what to run next. */
function patternLine(pattern: Pattern): string {
  const { evidence, likelyCause, nextCommand } = pattern;
  return `${patternTitle(pattern)}: ${evidence.join(' ')} Likely cause: ${likelyCause}. Next: ${nextCommand}`;
}

/** State and patterns in two to four lines, for the terminal; none for a run without a diagnosis. */
export function diagnosisLines(diagnosis: Diagnosis | undefined): string[] {
  if (diagnosis === undefined) return [];
  const { patterns } = diagnosis;
  const worst = worstLine(diagnosis);
  const shown = patterns.slice(0, worst === undefined ? 2 : 1);
  const rest = patterns.length - shown.length;
  return given(
    `Target: ${stateLine(diagnosis)}`,
    worst !== undefined && `Worst: ${worst}`,
    ...shown.map((pattern) => `Pattern: ${patternLine(pattern)}`),
    rest > 0 && `${counted(rest, 'more pattern')} in the report`,
    patterns.length === 0 && worst === undefined && diagnosis.ofBursts !== true && 'Patterns: none',
  );
}

/** State and all patterns, a text each; none for a run without a diagnosis. */
export function diagnosisTexts(diagnosis: Diagnosis | undefined): string[] {
  if (diagnosis === undefined) return [];
  const worst = worstLine(diagnosis);
  return given(
    `State: ${stateLine(diagnosis)}`,
    worst !== undefined && `Worst: ${worst}`,
    ...diagnosis.patterns.map(patternLine),
  );
}

function stateWords(health: HealthState, over = ''): string {
  const { state, figures, requests } = health;
  const open = openWords(health);
  const measured = figures.map(figureWords);
  if (state !== 'not known') return `${state}${over} (${[...open, ...measured].join(', ')})`;
  if (open.length === 0)
    return `state not known: ${counted(requests, 'request')} ${requests === 1 ? 'is' : 'are'} too few`;
  const others = measured.length === 0 ? '' : ` (requests with an answer: ${measured.join(', ')})`;
  return `state not known: ${listed(open)}${others}`;
}

/** What no figure has: `tax gone at the end`, `8 requests still without an answer at the end`. */
function openWords({ gone = [], unanswered }: HealthState): string[] {
  return given(
    gone.length > 0 && `${listed(gone)} gone at the end`,
    unanswered !== undefined && `${counted(unanswered, 'request')} still without an answer at the end`,
  );
}

function figureWords({ figure, value, leastOf, state, from }: StateFigure): string {
  const unit = figure === 'errorRate' ? 'share' : 'ms';
  const border = state === 'healthy' ? '' : `, ${state} from ${formatFigure(from, unit)}`;
  const [least, of] = leastOf === undefined ? ['', ''] : ['at least ', ` of ${counted(leastOf, 'request')}`];
  return `${FIGURE_NAMES[figure]} ${least}${formatFigure(value, unit)}${of}${border}`;
}
