import { formatDuration } from '../base/duration.ts';
import { formatFigure, given, listed } from '../base/format.ts';
import { ownNote } from '../measure/validity.ts';
import type { PlannedSearch } from '../traffic/plan/planned-search.ts';
import { type CapacityRecord, decisiveWindow } from './capacity-record.ts';
import { loadWords, type SearchWindow } from './search-window.ts';
import type { ScalingTrigger } from './triggers.ts';

const KIND_WORDS = {
  held: 'held',
  broken: 'broken',
  undecided: 'not decided',
  generator: 'the generator was the limit',
} as const;

/** What a window did: `120 users held: p95 84 ms, 0 % failed, 278/s`. */
export function windowWords(window: SearchWindow, unit: PlannedSearch['unit']): string {
  const { level, kind, isConfirming, p95Ms, p95LeastMs, errorRate, requestsPerSecond } = window;
  const figures = given(
    p95Ms !== undefined && `p95 ${formatFigure(p95Ms, 'ms')}${ownNote(p95Ms, p95LeastMs, 'ms')}`,
    errorRate !== undefined && `${formatFigure(errorRate, 'share')} failed`,
    formatFigure(requestsPerSecond, 'per second'),
  );
  const name = `${loadWords(level, unit)}${isConfirming ? ', confirming' : ''}`;
  return `${name}: ${KIND_WORDS[kind]} (${figures.join(', ')})${whyWords(window)}`;
}

/** What became of a window, without its figures: `broken: p95 612 ms (limit < 500 ms)`. */
export function resultWords(window: SearchWindow): string {
  return `${KIND_WORDS[window.kind]}${window.isConfirming ? ', confirming' : ''}${whyWords(window)}`;
}

function whyWords({ generator, brokenBy, hanging }: SearchWindow): string {
  const why = generator ?? brokenBy?.join('; ') ?? hanging;
  return why === undefined ? '' : `: ${why}`;
}

/** What a search came to, in one sentence. */
export function capacitySentence(capacity: CapacityRecord): string {
  const { kind, unit, level, most, reason, requestsPerSecond } = capacity;
  const load = level === undefined ? '' : loadWords(level, unit);
  const throughput =
    requestsPerSecond === undefined ? '' : `, at ${formatFigure(requestsPerSecond, 'per second')} in all`;
  switch (kind) {
    case 'found':
      return `The target carries ${load}${throughput}: ${boundWords(capacity)}.${queueSentence(capacity)}`;
    case 'not reached':
      return `The capacity was not reached up to ${loadWords(most, unit)}: all limits held there${throughput}.${queueSentence(capacity)}`;
    case 'nothing':
      return `The target carries no load: ${boundWords(capacity)}.`;
    default:
      return `No capacity: ${reason ?? ''}.${level === undefined ? '' : ` The highest load that held is ${load}.`}`;
  }
}

/** In a window of a few seconds the requests under way differ from one moment to the next by less than this share of the load. */
const ENDS_SHARE = 0.02;

/** A short window may be over before the queue of a load that is a little too high breaks a limit. */
function queueSentence(capacity: CapacityRecord): string {
  const { level = 0 } = capacity;
  const { growthPerSecond = 0 } = decisiveWindow(capacity) ?? {};
  return growthPerSecond > level * ENDS_SHARE
    ? ' Fewer requests ended than arrived there: a longer DURATION, which makes the windows longer, may find less.'
    : '';
}

/** Where the capacity lies: `between 155 and 161 users`. */
export function intervalWords({ unit, level, brokenAt }: CapacityRecord): string {
  if (level === undefined) return '';
  if (brokenAt === undefined) return `at ${loadWords(level, unit)} or above`;
  return `between ${Number(level.toPrecision(4)).toLocaleString('en-US')} and ${loadWords(brokenAt, unit)}`;
}

const TRIGGER_NAMES = { p95: 'p95', cpu: 'processor', memory: 'memory', errors: 'error rate' } as const;

/** A trigger for more instances in words: what it is, what it was held against, what was found. */
export function triggerWords({ trigger, limit, kind, needs, figure, fromMs, toMs, subject }: ScalingTrigger) {
  const unit = trigger === 'p95' ? 'ms' : 'share';
  const when =
    fromMs === undefined || toMs === undefined
      ? ''
      : `, ${formatDuration(fromMs)} to ${formatDuration(toMs)}`;
  return {
    name: TRIGGER_NAMES[trigger],
    limit: `> ${formatFigure(limit, unit)}`,
    figure:
      figure === undefined
        ? '–'
        : `${formatFigure(figure, unit)}${subject === undefined ? '' : ` (${subject})`}`,
    result: `${kind}${when}${needs === undefined ? '' : `: needs ${needs}`}`,
  };
}

/** The triggers that a run reached, in one sentence; undefined when it reached none. */
export function reachedSentence(triggers: readonly ScalingTrigger[]): string | undefined {
  const reached = triggers.filter(({ kind }) => kind === 'reached').map(triggerWords);
  if (reached.length === 0) return undefined;
  return `More instances: ${listed(reached.map(({ name, limit, figure }) => `${name} ${figure} (${limit} sustained)`))}.`;
}

/** Where the limits broke. The capacity lies between that and what held. */
function boundWords({ unit, brokenAt, brokenBy = [] }: CapacityRecord): string {
  if (brokenAt === undefined) return 'no higher load broke a limit for certain';
  return `${loadWords(brokenAt, unit)} broke ${listed(brokenBy)}`;
}
