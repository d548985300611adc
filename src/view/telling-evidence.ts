import { counted, formatCount, formatFigure, formatMs, given, listed } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import type { EvidenceKind, EvidenceRecord, PlanEvidence } from '../evidence/evidence-record.ts';
import { type WastedScan, wastedScans } from '../evidence/wasted-scans.ts';
import type { RouteRow } from './gateway-routes.ts';
import type { StatementRow } from './statement-operations.ts';

const MOST_LINES = 2;
const LONGEST_STATEMENT = 90;
/** Below this share the database reads from the disk. */
const FEW_HITS = 0.95;
/** From this many ms on, a mean of the users that is longer than the gateway's is named. */
const LEAST_OUTSIDE_MS = 5;

/**
 * What says most about why a run went as it did, at most two sentences: what is rarely right comes before what every run
 * has.
 */
export function tellingLines(
  evidence: EvidenceRecord,
  {
    statements,
    routes,
  }: { readonly statements: readonly StatementRow[]; readonly routes: readonly RouteRow[] },
): string[] {
  const source = evidence.sources.find(({ plan }) => plan !== undefined);
  const plan = source?.plan;
  const [slowest] = statements;
  const wasted = source === undefined ? [] : wastedScans(source);
  const scanning = wasted.length === 0 ? undefined : statements.find(({ text }) => text === plan?.statement);
  return given(
    scanning && plan && statementLine(scanning, planned(plan, statements), wasted),
    restarts(evidence),
    highest(
      evidence,
      'locked connections',
      (most) => `PostgreSQL: up to ${most} connections waited for a lock`,
    ),
    highest(
      evidence,
      'queries without a connection',
      (most) => `Gateway: up to ${most} queries waited for a database connection`,
    ),
    overLimit(evidence),
    evicted(evidence),
    fewHits(evidence),
    scanning === undefined && slowest && statementLine(slowest, SLOWEST),
    outside(routes),
  ).slice(0, MOST_LINES);
}

const SLOWEST = 'the slowest statement';

/** Whose plan it is: a COMMIT that took longest, for example, has none. */
export function planned({ statement }: PlanEvidence, statements: readonly StatementRow[]): string {
  return statement === statements[0]?.text ? SLOWEST : `${SLOWEST} that has a plan`;
}

/** @param wasted tables that its plan reads from one end to the other, to throw nearly all of it away */
function statementLine(
  { text, calls, totalMs, meanMs, operations }: StatementRow,
  which: string,
  wasted: readonly WastedScan[] = [],
): string {
  const whose = operations[0] === undefined ? '' : `, probably of ${operations.join(' or ')}`;
  const tables = wasted.map(
    ({ table, rowsRead, rowsKept }) =>
      `${table} from one end to the other (${formatCount(rowsRead)} rows each time, about ${formatCount(rowsKept)} wanted)`,
  );
  const scan = tables.length === 0 ? '' : `; its plan reads ${listed(tables)}`;
  return `PostgreSQL: ${which} took ${formatMs(totalMs)} ms in ${counted(calls, 'call')} (${formatMs(meanMs)} ms each)${whose}${scan}: ${shortStatement(text)}`;
}

/** A statement for a line of text. Which table, and how it is searched, says more than the columns. */
export function shortStatement(text: string): string {
  const short = text.length > LONGEST_STATEMENT ? text.replace(/^SELECT .*? FROM /i, 'SELECT … FROM ') : text;
  return short.length > LONGEST_STATEMENT ? `${short.slice(0, LONGEST_STATEMENT)}…` : short;
}

function restarts({ sources }: EvidenceRecord): string | undefined {
  const restarted = sources
    .flatMap(({ pods = [] }) => pods)
    .filter((pod) => pod.restarts > pod.restartsBefore)
    .map(({ pod }) => pod);
  return restarted.length === 0 ? undefined : `Kubernetes: restarted during the run: ${restarted.join(', ')}`;
}

function highest(
  { series }: EvidenceRecord,
  kind: EvidenceKind,
  line: (most: string) => string,
): string | undefined {
  const points = series.find((each) => each.kind === kind)?.points ?? [];
  const most = Math.max(0, ...points.map(({ value }) => value));
  return most === 0 ? undefined : line(formatCount(most));
}

function valuesOf({ sources }: EvidenceRecord, kind: EvidenceKind): number[] {
  return sources
    .flatMap(({ figures = [] }) => figures)
    .filter((figure) => figure.kind === kind)
    .map(({ value }) => value);
}

function overLimit(evidence: EvidenceRecord): string | undefined {
  const over = sum(valuesOf(evidence, 'requests over a rate limit'));
  return over === 0
    ? undefined
    : `Gateway: ${counted(over, 'request was', 'requests were')} over its rate limits`;
}

function evicted(evidence: EvidenceRecord): string | undefined {
  const [keys = 0] = valuesOf(evidence, 'evicted keys');
  return keys === 0
    ? undefined
    : `Redis: ${counted(keys, 'key was', 'keys were')} evicted, since its memory was full`;
}

function fewHits(evidence: EvidenceRecord): string | undefined {
  const [hits] = valuesOf(evidence, 'cache hits');
  return hits === undefined || hits >= FEW_HITS
    ? undefined
    : `PostgreSQL: ${formatFigure(hits, 'share')} of the blocks were in its cache`;
}

/**
 * Of the route with the largest difference in total among those where both sides counted the same requests; without one,
 * both figures of the route where they are furthest apart, with their counts and without a difference.
 */
function outside(routes: readonly RouteRow[]): string | undefined {
  const longerMs = ({ ourMeanMs = 0, meanMs }: RouteRow) => ourMeanMs - meanMs;
  const apart = routes
    .filter((route) => longerMs(route) >= LEAST_OUTSIDE_MS)
    .sort((a, b) => longerMs(b) * b.ours - longerMs(a) * a.ours);
  const most = apart.find(({ outsideMs }) => outsideMs !== undefined) ?? apart[0];
  if (most?.ourMeanMs === undefined) return undefined;
  const { method, path, ourMeanMs, meanMs, count, ours, outsideMs, ownMeanMs = 0 } = most;
  if (outsideMs === undefined)
    return `Gateway: ${method} ${path} took it ${formatMs(meanMs)} ms on average of ${counted(count, 'request')}, and the users ${formatMs(ourMeanMs)} ms of ${formatCount(ours)}: not the same requests, so the difference says nothing exact`;
  const rest =
    ownMeanMs === 0
      ? 'network and queues'
      : `network, queues, and up to ${formatMs(ownMeanMs)} ms of the measurer's own delay`;
  return `Gateway: of the ${formatMs(ourMeanMs)} ms that ${method} ${path} took on average, it accounts for ${formatMs(meanMs)} ms; the rest is ${rest}`;
}
