import { formatFigure, given, listed } from '../base/format.ts';
import type { PlannedSearch } from '../traffic/plan/planned-search.ts';
import type { CapacityRecord } from './capacity-record.ts';
import { loadWords, type SearchWindow } from './search-window.ts';

const KIND_WORDS = {
  held: 'held',
  broken: 'broken',
  undecided: 'not decided',
  generator: 'the generator was the limit',
} as const;

/** What a window did: `120 users held: p95 84 ms, 0 % failed, 278/s`. */
export function windowWords(window: SearchWindow, unit: PlannedSearch['unit']): string {
  const { level, kind, isConfirming, p95Ms, errorRate, requestsPerSecond } = window;
  const figures = given(
    p95Ms !== undefined && `p95 ${formatFigure(p95Ms, 'ms')}`,
    errorRate !== undefined && `${formatFigure(errorRate, 'share')} failed`,
    formatFigure(requestsPerSecond, 'per second'),
  );
  const why = window.generator ?? window.brokenBy?.join('; ');
  const name = `${loadWords(level, unit)}${isConfirming ? ', confirming' : ''}`;
  return `${name}: ${KIND_WORDS[kind]} (${figures.join(', ')})${why === undefined ? '' : `: ${why}`}`;
}

/** What a search came to, in one sentence. */
export function capacitySentence(capacity: CapacityRecord): string {
  const { kind, unit, level, most, reason, requestsPerSecond } = capacity;
  const load = level === undefined ? '' : loadWords(level, unit);
  const throughput =
    requestsPerSecond === undefined ? '' : `, at ${formatFigure(requestsPerSecond, 'per second')} in all`;
  switch (kind) {
    case 'found':
      return `The target carries ${load}${throughput}: ${boundWords(capacity)}.`;
    case 'not reached':
      return `The capacity was not reached up to ${loadWords(most, unit)}: all limits held there${throughput}.`;
    case 'nothing':
      return `The target carries no load: ${boundWords(capacity)}.`;
    default:
      return `No capacity: ${reason ?? ''}.${level === undefined ? '' : ` The highest load that held is ${load}.`}`;
  }
}

/** Where the limits broke. The capacity lies between that and what held. */
function boundWords({ unit, brokenAt, brokenBy = [] }: CapacityRecord): string {
  if (brokenAt === undefined) return 'no higher load broke a limit for certain';
  return `${loadWords(brokenAt, unit)} broke ${listed(brokenBy)}`;
}
