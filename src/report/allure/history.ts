import { given } from '../../base/format.ts';
import type { RunRecord } from '../../record/run-record.ts';

/** One line of Allure's history file, as far as it is looked at. */
interface HistoryPoint {
  readonly name: string;
}

/** How many runs of a kind are kept: Allure shows some twenty, and a line has about 10 KB. */
const KEPT_OF_A_KIND = 50;

const SEPARATOR = ' · ';

/**
 * The name of a run's report: its kind first, then its id. Runs of another scenario, target, workload or number of
 * machines must not be compared, so the kind names all of them.
 */
export function reportName(record: RunRecord, machines = 1): string {
  return [kindOf(record, machines), record.runId].join(SEPARATOR);
}

/** The lines that a report of this run may compare with: earlier runs of its kind, oldest first. */
export function comparableHistory(history: string, record: RunRecord, machines = 1): string {
  const kind = kindOf(record, machines);
  const earlier = linesOf(history).filter((line) => line.kind === kind && line.runId < record.runId);
  return joined(earlier);
}

/**
 * The history with this run's line in its place. A report that is made again replaces its line, and the oldest runs
 * of a kind give way.
 */
export function historyWith(history: string, newLine: string): string {
  const [added] = linesOf(newLine);
  if (added === undefined) return history;
  const all = linesOf(history).filter(({ kind, runId }) => kind !== added.kind || runId !== added.runId);
  const sorted = [...all, added].sort((a, b) => a.runId.localeCompare(b.runId, 'en'));
  const ofKind = sorted.filter(({ kind }) => kind === added.kind);
  const gone = new Set(ofKind.slice(0, Math.max(0, ofKind.length - KEPT_OF_A_KIND)));
  return joined(sorted.filter((line) => !gone.has(line)));
}

/** Whether the figures of a run are worth comparing with: neither cut short nor taken by a measurer in trouble. */
export function belongsIntoHistory({ outcome }: RunRecord): boolean {
  return outcome === 'pass' || outcome === 'fail';
}

interface HistoryLine {
  readonly text: string;
  readonly kind: string;
  readonly runId: string;
}

function kindOf(record: RunRecord, machines: number): string {
  const { scenario, environment, baseUrl, sandbox, vus, ratePerSecond, operations } = record;
  const target = sandbox ? 'embedded sandbox' : baseUrl;
  return given(
    `${scenario} on ${environment}`,
    target,
    vus > 0 && `${vus} VUs`,
    ratePerSecond !== undefined && `${ratePerSecond} arrivals/s`,
    operations,
    machines > 1 && `${machines} machines`,
  ).join(', ');
}

/** A line that is no JSON or names no run was not written by this suite, and is left out. */
function linesOf(history: string): HistoryLine[] {
  return history.split('\n').flatMap((text) => {
    const name = nameIn(text);
    const at = name?.lastIndexOf(SEPARATOR) ?? -1;
    if (name === undefined || at < 0) return [];
    return [{ text, kind: name.slice(0, at), runId: name.slice(at + SEPARATOR.length) }];
  });
}

function nameIn(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    return (JSON.parse(text) as Partial<HistoryPoint>).name;
  } catch {
    return undefined;
  }
}

function joined(lines: readonly HistoryLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('');
}
