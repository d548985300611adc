import type { TableProblem } from './table-files.ts';
import {
  type AuditLimits,
  type AuditRow,
  type GlobalLimits,
  GUIDE_SCENARIOS,
  type JourneyRow,
  type JourneyStepRow,
  type LatencyLimits,
  type OperationRow,
  type ScenarioRow,
  type ServiceRow,
  type StateFigures,
  type StateRow,
} from './thresholds.ts';

/** A mistake whose place the caller knows. */
export type Mistake = Pick<TableProblem, 'found' | 'right'>;

/** Whether something is a mistake, and how a message says it. */
type Check = readonly [isMistake: boolean, found: string, right: string];

function mistakesAmong(...checks: readonly Check[]): Mistake[] {
  return checks.flatMap(([isMistake, found, right]) => (isMistake ? [{ found, right }] : []));
}

/** Limits of latency that contradict each other: p99 below p95, or an SLA looser than its baseline. */
export function latencyMistakes(baseline: LatencyLimits, sla?: LatencyLimits): Mistake[] {
  if (sla === undefined) return mistakesAmong(percentiles('baseline', baseline));
  return mistakesAmong(
    percentiles('baseline', baseline),
    percentiles('sla', sla),
    looser('p95Ms', baseline.p95Ms, sla.p95Ms),
    looser('p99Ms', baseline.p99Ms, sla.p99Ms),
  );
}

/** Global limits that contradict each other. */
export function globalMistakes(baseline: GlobalLimits, sla: GlobalLimits): Mistake[] {
  return [
    ...latencyMistakes(baseline, sla),
    ...mistakesAmong(
      looser('errorRate', baseline.errorRate, sla.errorRate),
      looser('availability', baseline.availability, sla.availability, 'above'),
    ),
  ];
}

/** A throughput that no burst would be judged by. */
export function throughputMistakes(
  { service, baseline, throughputOf }: ServiceRow,
  operationIds: readonly string[],
): Mistake[] {
  const own = operationIds.filter((id) => id.startsWith(`${service}.`));
  // A service without operations is a mistake that is reported already.
  const isForeign = throughputOf !== undefined && own.length > 0 && !own.includes(throughputOf);
  const isAlone = (baseline.throughputPerSecond === undefined) !== (throughputOf === undefined);
  const alone = throughputOf === undefined ? 'baseline.throughputPerSecond alone' : 'throughputOf alone';
  const both = 'both or neither: the burst on the operation throughputOf is judged by the throughput';
  return mistakesAmong(
    [isAlone, alone, both],
    [isForeign && !isAlone, `throughputOf ${throughputOf}`, `an operation of the service: ${own.join(', ')}`],
  );
}

/**
 * An operation that says it has the limits of its service, and has others.
 *
 * @param service undefined when it has no row
 */
export function serviceLevelMistakes(
  { source, baseline }: OperationRow,
  service: ServiceRow | undefined,
): Mistake[] {
  if (source !== 'service level' || service === undefined) return [];
  const { p95Ms, p99Ms } = service.baseline;
  return mistakesAmong([
    baseline.p95Ms !== p95Ms || baseline.p99Ms !== p99Ms,
    `p95Ms ${baseline.p95Ms} and p99Ms ${baseline.p99Ms} with the source "service level"`,
    `the limits of its service, ${p95Ms} and ${p99Ms}, or another source`,
  ]);
}

/**
 * A scenario whose figures do not agree with its stages, or whose name is taken.
 *
 * @param projects Playwright projects that are not scenarios
 */
export function scenarioMistakes(
  { scenario, vus, durationSeconds, stages, rounds, overload, search }: ScenarioRow,
  projects: readonly string[] = [],
): Mistake[] {
  const peak = Math.max(...stages.map(({ targetVus }) => targetVus));
  const total = stages.reduce((sum, stage) => sum + stage.durationSeconds, 0);
  const isUnordered = rounds.some(
    ({ atSeconds }, index) => atSeconds < (rounds[index - 1]?.atSeconds ?? 0) || atSeconds >= total,
  );
  const free = `a name that no other Playwright project has (${projects.join(', ')})`;
  return mistakesAmong(
    [projects.includes(scenario), `the name ${scenario}`, free],
    [vus !== peak, `vus ${vus}`, `the highest of its stages, ${peak}`],
    [durationSeconds !== total, `durationSeconds ${durationSeconds}`, `the sum of its stages, ${total}`],
    [peak === 0 || total === 0, 'stages without traffic', 'users and time'],
    [
      overload !== undefined && overload.aboveVus >= peak,
      `overload.aboveVus ${overload?.aboveVus}`,
      `fewer users than the highest of its stages, ${peak}, or no overload`,
    ],
    [
      search === undefined && rounds.length === 0 && isOfGuide(scenario),
      'no rounds',
      'at least one moment at which journeys are measured',
    ],
    [
      search !== undefined && rounds.length > 0,
      'a search with rounds',
      'a search alone, whose load no browser disturbs',
    ],
    [isUnordered, 'rounds out of order or after the end', `rising offsets below ${total}`],
  );
}

/** The guide's scenarios measure journeys; others may leave them out. */
function isOfGuide(scenario: string): boolean {
  return (GUIDE_SCENARIOS as readonly string[]).includes(scenario);
}

/** A journey whose rounds would send a burst of an operation that does not exist. */
export function operationMistakes({ operation }: JourneyRow, operationIds: readonly string[]): Mistake[] {
  const found = `operation ${JSON.stringify(operation)}`;
  return mistakesAmong([!operationIds.includes(operation), found, 'an operation of the catalogue']);
}

/**
 * Limits of an audit that contradict each other, or do not fit what is audited: a page that is loaded has an LCP, a
 * dialog has an INP instead.
 */
export function auditMistakes(
  mode: 'navigation' | 'timespan',
  { baseline, sla }: AuditRow['desk'],
): Mistake[] {
  const [wanted, other] =
    mode === 'navigation' ? (['lcpMs', 'inpMs'] as const) : (['inpMs', 'lcpMs'] as const);
  const columns = Object.entries({ baseline, ...(sla !== undefined && { sla }) });
  return mistakesAmong(
    ...columns.flatMap(([column, limits]): Check[] => [
      [
        limits[wanted] === undefined,
        `${column} without ${wanted}`,
        `${wanted} given: this is audited as a ${mode}`,
      ],
      [limits[other] !== undefined, `${column}.${other}`, `no ${other}: this is audited as a ${mode}`],
    ]),
    ...(Object.keys(sla ?? {}) as (keyof AuditLimits)[]).map((name) =>
      looser(
        name,
        baseline[name] ?? Number.POSITIVE_INFINITY,
        sla?.[name] ?? 0,
        name === 'score' ? 'above' : 'below',
      ),
    ),
  );
}

function percentiles(column: string, { p95Ms, p99Ms }: LatencyLimits): Check {
  return [p99Ms < p95Ms, `${column}.p99Ms ${p99Ms} below p95Ms ${p95Ms}`, 'a p99Ms of at least p95Ms'];
}

/** @param side where a figure has to stay of its limit */
function looser(name: string, baseline: number, sla: number, side: 'below' | 'above' = 'below'): Check {
  const isLooser = side === 'below' ? sla > baseline : sla < baseline;
  const found = `sla.${name} ${sla} looser than baseline.${name} ${baseline}`;
  return [isLooser, found, 'an SLA at least as strict as the baseline'];
}

/** A limit that a step breaks without any traffic says nothing of a release. */
export function unloadedMistakes({ step, medianMs, unloaded }: JourneyStepRow): Mistake[] {
  if (unloaded === undefined) return [];
  const { mostMs } = unloaded;
  return mistakesAmong([
    medianMs <= mostMs,
    `"${step}" with medianMs ${medianMs}, though it takes up to ${mostMs} without traffic`,
    `a limit above ${mostMs}`,
  ]);
}

/** A state that does not begin above the one before it, or whose example lies outside of it. */
export function stateMistakes(row: StateRow, rows: readonly (StateRow | undefined)[]): Mistake[] {
  const index = rows.indexOf(row);
  const [before, after] = [rows[index - 1], rows[index + 1]];
  return (Object.keys(row.from) as (keyof StateFigures)[]).flatMap((name) => {
    const [from, example] = [row.from[name], row.example[name]];
    const [least, end] = [before?.from[name] ?? -1, after?.from[name] ?? Number.POSITIVE_INFINITY];
    const place = `an example from ${from} to below ${end}`;
    return mistakesAmong(
      [from <= least, `from.${name} ${from}`, `more than ${least}, where the state before it begins`],
      [example < from || example >= end, `example.${name} ${example}`, place],
    );
  });
}
