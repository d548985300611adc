import type { SourceRecord } from '../evidence/evidence-record.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { figuresByOperation } from '../measure/operation-figures.ts';
import type { OperationRecord, RunRecord } from '../record/run-record.ts';
import { isSocketMeasure } from '../target/socket-measures.ts';
import { routeRow } from './gateway-routes.ts';
import { operationsOf, requestedOperations, type StatementRow } from './statement-operations.ts';
import { tellingLines } from './telling-evidence.ts';

/** So many of the slow operations stand next to the statements. */
const SLOW_OPERATIONS = 5;

/** The words for each source. */
export const SOURCE_NAMES: Readonly<Record<SourceRecord['source'], string>> = {
  postgres: 'PostgreSQL',
  redis: 'Redis',
  gateway: 'Gateway',
  prometheus: 'Prometheus',
  kubernetes: 'Kubernetes',
  pprof: 'Profiles (pprof)',
};

/** What reports show of the target's side. */
export type EvidenceView = NonNullable<ReturnType<typeof evidenceView>>;

/** Undefined when no source was asked. */
export function evidenceView(record: RunRecord, slices: readonly DecodedSlice[]) {
  const { evidence, traffic } = record;
  if (evidence === undefined) return undefined;
  const requested = requestedOperations(record);
  const measured = (traffic?.operations ?? []).filter(({ operation }) => !isSocketMeasure(operation));
  const found = <Key extends 'statements' | 'routes'>(key: Key) =>
    evidence.sources.flatMap(
      (source): readonly NonNullable<SourceRecord[Key]>[number][] => source[key] ?? [],
    );
  const statements = found('statements').map(
    (statement): StatementRow => ({ ...statement, operations: operationsOf(statement, requested) }),
  );
  const byOperation = figuresByOperation(slices);
  const routes = found('routes').flatMap((route) => routeRow(route, byOperation));
  return {
    sources: evidence.sources,
    series: evidence.series,
    statements,
    plan: evidence.sources.find(({ plan }) => plan !== undefined)?.plan,
    /** The operations with the highest p95, to stand next to the statements. */
    slowOperations: [...measured].sort(byP95).slice(0, SLOW_OPERATIONS),
    routes,
    /** At most two sentences: what says most about why the run went as it did. */
    telling: tellingLines(evidence, { statements, routes }),
    /** What could not be had, a line each. */
    problems: evidence.sources.flatMap(({ source, place, problems = [] }) =>
      problems.map((problem) => `${SOURCE_NAMES[source]} (${place}): ${problem}`),
    ),
  };
}

function byP95(a: OperationRecord, b: OperationRecord): number {
  return (b.latency.p95Ms ?? 0) - (a.latency.p95Ms ?? 0);
}
