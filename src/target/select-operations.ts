import { closest } from '../base/closest.ts';
import { SuiteError } from '../base/suite-error.ts';
import { operations } from './catalogue.ts';
import type { Operation } from './operation.ts';
import { type SocketMeasure, socketMeasures } from './socket-measures.ts';

const RIGHT_PATTERNS = 'ids or patterns with *, separated by commas, e.g. deals.*,tax.calculate';

/**
 * The operations that a comma-separated list of patterns names, in the order of the catalogue, each once. `*` stands
 * for any characters; an empty list names all.
 *
 * @example selectOperations('deals.*,tax.calculate')
 * @throws SuiteError naming every pattern that matches nothing, with the closest ids
 */
export function selectOperations(patterns: string): readonly Operation[] {
  const allIds = [...operations, ...socketMeasures].map(({ id }) => id);
  const { ids, idle } = matchPatterns(patterns, allIds);
  if (idle.length > 0) {
    throw new SuiteError('BAD_SETTING', {
      checked: `OPERATIONS=${patterns}`,
      found: describeIdlePatterns(idle, allIds),
      right: RIGHT_PATTERNS,
    });
  }
  return operations.filter(({ id }) => ids.has(id));
}

/**
 * The operations on which a run has a burst outside of rounds: those of its lanes, each a service, that the patterns name. Only
 * `baseline` has some. Audits have lanes with the names of services, too.
 *
 * @param patterns OPERATIONS; undefined for all
 */
export function selectBursts(
  { scenario, lanes }: { readonly scenario: string; readonly lanes: readonly string[] },
  patterns = '',
): readonly Operation[] {
  return selectOperations(patterns).filter(
    ({ service }) => scenario === 'baseline' && lanes.includes(service),
  );
}

/** What a list of patterns names of the measures on sockets; like {@link selectOperations}, which checks the list. */
export function selectSocketMeasures(patterns: string): readonly SocketMeasure[] {
  const { ids } = matchPatterns(
    patterns,
    socketMeasures.map(({ id }) => id),
  );
  return socketMeasures.filter(({ id }) => ids.has(id));
}

/** What a list of patterns names, and the patterns of it that name nothing. */
export interface PatternMatch {
  readonly ids: ReadonlySet<string>;
  readonly idle: readonly string[];
}

/** Holds a comma-separated list of patterns against ids; an empty list names them all. */
export function matchPatterns(patterns: string, ids: readonly string[]): PatternMatch {
  const wanted = patterns
    .split(',')
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '');
  if (wanted.length === 0) return { ids: new Set(ids), idle: [] };
  const matchers = wanted.map((pattern) => ({ pattern, matches: patternMatcher(pattern) }));
  return {
    ids: new Set(ids.filter((id) => matchers.some(({ matches }) => matches(id)))),
    idle: matchers.filter(({ matches }) => !ids.some(matches)).map(({ pattern }) => pattern),
  };
}

/** Says of each pattern that it names nothing, and what was most likely meant, where something is near. */
export function describeIdlePatterns(idle: readonly string[], ids: readonly string[]): string {
  return idle
    .map((pattern) => {
      const near = closest(pattern, ids);
      const meant =
        near.length === 0 ? '' : `, the closest ${near.length === 1 ? 'is' : 'are'} ${near.join(', ')}`;
      return `"${pattern}" matches nothing${meant}`;
    })
    .join('; ');
}

/** A test for an id or a pattern with `*`; upper and lower case are the same. */
export function patternMatcher(pattern: string): (id: string) => boolean {
  const literal = pattern.split('*').map((part) => RegExp.escape(part));
  const expression = new RegExp(`^${literal.join('.*')}$`, 'i');
  return (id) => expression.test(id);
}
