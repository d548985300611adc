import { formatFigure } from '../base/format.ts';
import type { EvidenceFigure, Pattern } from '../diagnosis/pattern.ts';
import type { Culprit } from '../record/culprit.ts';
import type { RunRecord } from '../record/run-record.ts';
import { patternTitle, stateLine, worstLine } from './diagnosis-words.ts';

/** What a run showed of its target: the state, a pattern of the figures, or what is to blame. */
export interface RunFinding {
  readonly kind: 'state' | 'pattern' | 'culprit';
  /** The same in each run that finds it. */
  readonly name: string;
  readonly is: 'well' | 'ill' | 'not known';
  /** What was found, in a sentence. */
  readonly text: string;
  /** What more there is to say, a line each. */
  readonly details: readonly string[];
}

/** State, patterns and culprits of a run, in this order; none for a run without a diagnosis in which nothing is to blame. */
export function findingsOf({
  diagnosis,
  culprits = [],
}: Pick<RunRecord, 'diagnosis' | 'culprits'>): RunFinding[] {
  if (diagnosis === undefined) return culprits.map(culpritFinding);
  const worst = worstLine(diagnosis);
  const { state, underOverload, patterns } = diagnosis;
  const isIll = [state, underOverload].some(
    (each) => each?.state === 'degraded' || each?.state === 'critical',
  );
  return [
    {
      kind: 'state',
      name: 'State of the target',
      is: isIll || worst !== undefined ? 'ill' : state.state === 'healthy' ? 'well' : 'not known',
      text: stateLine(diagnosis),
      details: worst === undefined ? [] : [`Worst: ${worst}`],
    },
    ...patterns.map(patternFinding),
    ...culprits.map(culpritFinding),
  ];
}

function patternFinding(pattern: Pattern): RunFinding {
  const { kind, subject, evidence, figures, likelyCause, nextCommand } = pattern;
  return {
    kind: 'pattern',
    name: `Pattern: ${kind}${subject === undefined ? '' : ` (${subject})`}`,
    is: 'ill',
    text: `${patternTitle(pattern)}: ${evidence.join(' ')}`,
    details: [...figures.map(figureText), `Likely cause: ${likelyCause}`, `Next: ${nextCommand}`],
  };
}

function figureText({ name, value, unit, lower, upper }: EvidenceFigure): string {
  const shown = (figure: number) => Number(figure.toPrecision(4)).toLocaleString('en-US');
  const interval = lower === undefined || upper === undefined ? '' : ` (${shown(lower)} to ${shown(upper)})`;
  return `${name}: ${shown(value)}${unit === '' ? '' : ` ${unit}`}${interval}`;
}

function culpritFinding({ kind, text, of, shareOfTime }: Culprit): RunFinding {
  return {
    kind: 'culprit',
    name: `Culprit: the ${kind} that took most of ${of}`,
    is: 'ill',
    text,
    details: [`Share of the time: ${formatFigure(shareOfTime, 'share')}`],
  };
}
