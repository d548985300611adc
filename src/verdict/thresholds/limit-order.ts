import type { TableProblem } from './table-files.ts';
import type {
  AuditLimits,
  GlobalLimits,
  JourneyStepRow,
  LatencyLimits,
  OperationRow,
  ServiceRow,
} from './thresholds.ts';

/** A mistake whose place the caller knows. */
export type Mistake = Pick<TableProblem, 'found' | 'right'>;

/** Limits of latency that contradict each other: p99 below p95, or an SLA looser than its baseline. */
export function latencyMistakes(baseline: LatencyLimits, sla?: LatencyLimits): readonly Mistake[] {
  const mistakes = percentileMistakes('baseline', baseline);
  if (sla === undefined) return mistakes;
  return [
    ...mistakes,
    ...percentileMistakes('sla', sla),
    ...(sla.p95Ms > baseline.p95Ms ? [looser('p95Ms', baseline.p95Ms, sla.p95Ms)] : []),
    ...(sla.p99Ms > baseline.p99Ms ? [looser('p99Ms', baseline.p99Ms, sla.p99Ms)] : []),
  ];
}

/** Global limits that contradict each other. */
export function globalMistakes(baseline: GlobalLimits, sla: GlobalLimits): readonly Mistake[] {
  return [
    ...latencyMistakes(baseline, sla),
    ...(sla.errorRate > baseline.errorRate ? [looser('errorRate', baseline.errorRate, sla.errorRate)] : []),
    ...(sla.availability < baseline.availability
      ? [looser('availability', baseline.availability, sla.availability)]
      : []),
  ];
}

/** A throughput that no burst would be judged by. */
export function throughputMistakes(
  { service, baseline, throughputOf }: ServiceRow,
  operationIds: readonly string[],
): readonly Mistake[] {
  if ((baseline.throughputPerSecond === undefined) !== (throughputOf === undefined))
    return [
      {
        found: throughputOf === undefined ? 'baseline.throughputPerSecond alone' : 'throughputOf alone',
        right: 'both or neither: the burst on the operation throughputOf is judged by the throughput',
      },
    ];
  const own = operationIds.filter((id) => id.startsWith(`${service}.`));
  // A service without operations is a mistake that is reported already.
  if (throughputOf === undefined || own.length === 0 || own.includes(throughputOf)) return [];
  return [{ found: `throughputOf ${throughputOf}`, right: `an operation of the service: ${own.join(', ')}` }];
}

/**
 * An operation that says it has the limits of its service, and has others.
 *
 * @param service undefined when it has no row
 */
export function serviceLevelMistakes(
  { source, baseline }: OperationRow,
  service: ServiceRow | undefined,
): readonly Mistake[] {
  if (source !== 'service level' || service === undefined) return [];
  const { p95Ms, p99Ms } = service.baseline;
  if (baseline.p95Ms === p95Ms && baseline.p99Ms === p99Ms) return [];
  return [
    {
      found: `p95Ms ${baseline.p95Ms} and p99Ms ${baseline.p99Ms} with the source "service level"`,
      right: `the limits of its service, ${p95Ms} and ${p99Ms}, or another source`,
    },
  ];
}

/**
 * Limits of an audit that contradict each other, or do not fit what is audited: a page that is loaded has an LCP, a
 * dialog has an INP instead.
 */
export function auditMistakes(
  mode: 'navigation' | 'timespan',
  baseline: AuditLimits,
  sla?: AuditLimits,
): readonly Mistake[] {
  const [wanted, other] =
    mode === 'navigation' ? (['lcpMs', 'inpMs'] as const) : (['inpMs', 'lcpMs'] as const);
  const columns = { baseline, ...(sla !== undefined && { sla }) };
  const unfit = Object.entries(columns).flatMap(([column, limits]) => [
    ...(limits[wanted] === undefined
      ? [{ found: `${column} without ${wanted}`, right: `${wanted} given: this is audited as a ${mode}` }]
      : []),
    ...(limits[other] === undefined
      ? []
      : [{ found: `${column}.${other}`, right: `no ${other}: this is audited as a ${mode}` }]),
  ]);
  if (sla === undefined) return unfit;
  const looserOnes = (Object.keys(sla) as (keyof AuditLimits)[]).flatMap((name) => {
    const [least, most] = [sla[name] ?? 0, baseline[name] ?? Number.POSITIVE_INFINITY];
    return (name === 'score' ? least < most : least > most) ? [looser(name, most, least)] : [];
  });
  return [...unfit, ...looserOnes];
}

function percentileMistakes(column: string, { p95Ms, p99Ms }: LatencyLimits): readonly Mistake[] {
  if (p99Ms >= p95Ms) return [];
  return [{ found: `${column}.p99Ms ${p99Ms} below p95Ms ${p95Ms}`, right: 'a p99Ms of at least p95Ms' }];
}

function looser(name: string, baseline: number, sla: number): Mistake {
  return {
    found: `sla.${name} ${sla} looser than baseline.${name} ${baseline}`,
    right: 'an SLA at least as strict as the baseline',
  };
}

/** A limit that a step breaks without any traffic says nothing of a release. */
export function unloadedMistakes({ step, medianMs, unloaded }: JourneyStepRow): Mistake[] {
  if (unloaded === undefined || medianMs > unloaded.mostMs) return [];
  return [
    {
      found: `"${step}" with medianMs ${medianMs}, though it takes up to ${unloaded.mostMs} without traffic`,
      right: `a limit above ${unloaded.mostMs}`,
    },
  ];
}
