import { relative } from 'node:path';
import type { TestInfo } from '@playwright/test';
import type { KeptTrace, RoundRecord } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { roundFile, slowestFile, TRACE_FILES } from '../../src/record/run-files.ts';
import { TRACE_HINTS } from '../../src/run/playwright/failure-in-one-line.ts';
import { attachForReaders } from '../attach-for-readers.ts';
import { tracesItself } from './round-trace.ts';

/**
 * Attaches to a test how to look at a recording: a failed round has it at its test, and the slowest round at the last
 * round of its journey, since only then is it known which one was the slowest. The recording itself is attached for a
 * failed round only: a recording is larger than everything else in the report, and readers of a failure may not have the
 * run's folder.
 *
 * @returns a line for the failure message; empty when nothing was recorded of this round
 */
export async function announceTrace(
  run: RunContext,
  testInfo: TestInfo,
  record: RoundRecord,
): Promise<string> {
  const isLast = record.number === record.of;
  const slowest = isLast ? slowestRound(run, record.journey) : undefined;
  if (slowest?.trace !== undefined)
    await tell(run, testInfo, slowest.trace, `slowest round: ${slowest.number}`);
  if (tracesItself(testInfo)) return TRACE_HINTS.ofRound + command(testInfo.outputPath(TRACE_FILES.trace));
  if (record.trace?.why !== 'failed') return '';
  await tell(run, testInfo, record.trace, `failed round: ${record.number}`);
  await attach(run, testInfo, record.trace);
  return TRACE_HINTS.ofFurtherVisit + command(run.folder.file(record.trace.trace));
}

async function tell(run: RunContext, testInfo: TestInfo, kept: KeptTrace, what: string): Promise<void> {
  const show = command(run.folder.file(kept.trace));
  const videoLine = kept.video === undefined ? '' : `\nvideo: ${fromProject(run.folder.file(kept.video))}`;
  testInfo.annotations.push({ type: what, description: show });
  await attachForReaders(testInfo, `${what}, how to see it`, {
    body: show + videoLine,
    contentType: 'text/plain',
  });
}

async function attach(run: RunContext, testInfo: TestInfo, { trace, video }: KeptTrace): Promise<void> {
  // Reporters recognise a trace by this name.
  await attachForReaders(testInfo, 'trace', { path: run.folder.file(trace), contentType: 'application/zip' });
  if (video === undefined) return;
  await attachForReaders(testInfo, 'video', { path: run.folder.file(video), contentType: 'video/webm' });
}

/** What to type to look at a trace, from the project's folder. */
function command(path: string): string {
  return `npx playwright show-trace ${fromProject(path)}`;
}

function fromProject(path: string): string {
  return relative(process.cwd(), path);
}

function slowestRound(run: RunContext, journey: string): RoundRecord | undefined {
  const noted = run.folder.read<{ readonly number: number }>(slowestFile(journey));
  return noted === undefined ? undefined : run.folder.read<RoundRecord>(roundFile(journey, noted.number));
}
