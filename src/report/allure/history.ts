import { given } from '../../base/format.ts';
import { measuredWith } from '../../record/measured-with.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { sandboxWords } from '../words/run-lines.ts';

/** One line of Allure's history file, as far as it is looked at. */
interface HistoryPoint {
  readonly name: string;
  /** What this suite adds: with what the run was measured. Left out by versions that did not note it. */
  readonly measuredWith?: string;
}

/** How many runs of a kind are kept: Allure shows some twenty, and a line has about 10 KB. */
const KEPT_OF_A_KIND = 50;

const SEPARATOR = ' · ';

/** The name of a run's report: its scenario, target and workload, then its id. */
export function reportName(record: RunRecord): string {
  return [workloadOf(record), record.runId].join(SEPARATOR);
}

/**
 * The lines that a report of this run may compare with: earlier runs of its kind, oldest first. Of its kind are runs of the
 * same scenario, target and workload, which were measured with the same device, browser release,
 * protocol, machines and help for the web client.
 */
export function comparableHistory(history: string, record: RunRecord): string {
  const kind = kindOf(workloadOf(record), withOf(record));
  const earlier = linesOf(history).filter((line) => line.kind === kind && line.runId < record.runId);
  return joined(earlier);
}

/**
 * The history with this run's line in its place. A report that is made again replaces its line, and the oldest runs
 * of a kind give way. Lines that this suite did not write stay, before its own.
 *
 * @param newLine as Allure wrote it
 */
export function historyWith(history: string, newLine: string, record: RunRecord): string {
  const point = pointIn(newLine);
  const noted = point === undefined ? '' : JSON.stringify({ ...point, measuredWith: withOf(record) });
  const [added] = linesOf(noted);
  if (added === undefined) return history;
  const own = linesOf(history);
  const others = history.split('\n').filter((text) => text !== '' && own.every((line) => line.text !== text));
  const all = own.filter(({ kind, runId }) => kind !== added.kind || runId !== added.runId);
  const sorted = [...all, added].sort((a, b) => a.runId.localeCompare(b.runId, 'en'));
  const ofKind = sorted.filter(({ kind }) => kind === added.kind);
  const gone = new Set(ofKind.slice(0, Math.max(0, ofKind.length - KEPT_OF_A_KIND)));
  return joined([...others.map((text) => ({ text })), ...sorted.filter((line) => !gone.has(line))]);
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

function workloadOf(record: RunRecord): string {
  const { scenario, environment, baseUrl, vus, ratePerSecond, operations } = record;
  const target = sandboxWords(record) ?? baseUrl;
  return given(
    `${scenario} on ${environment}`,
    target,
    vus > 0 && `${vus} VUs`,
    ratePerSecond !== undefined && `${ratePerSecond} arrivals/s`,
    operations,
  ).join(', ');
}

function withOf(record: RunRecord): string {
  return [...measuredWith(record)].map(([name, value]) => `${name} ${value}`).join(', ');
}

function kindOf(workload: string, measured = ''): string {
  return `${workload}${SEPARATOR}${measured}`;
}

/** The lines of this suite: one that is not JSON, or names no run, was written by something else. */
function linesOf(history: string): HistoryLine[] {
  return history.split('\n').flatMap((text) => {
    const { name = '', measuredWith: measured } = pointIn(text) ?? {};
    const at = name.lastIndexOf(SEPARATOR);
    if (at < 0) return [];
    return [{ text, kind: kindOf(name.slice(0, at), measured), runId: name.slice(at + SEPARATOR.length) }];
  });
}

function pointIn(text: string): Partial<HistoryPoint> | undefined {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as Partial<HistoryPoint>;
  } catch {
    return undefined;
  }
}

function joined(lines: readonly Pick<HistoryLine, 'text'>[]): string {
  return lines.map(({ text }) => `${text}\n`).join('');
}
