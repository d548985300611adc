import { mkdirSync } from 'node:fs';
import type { TestInfo } from '@playwright/test';
import { messageOf } from '../../src/base/attempt.ts';
import { spokenName } from '../../src/base/format.ts';
import type { JudgedRound, KeptTrace } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { roundFile, slowestFile, traceFolder } from '../../src/record/run-files.ts';
import { usersWords } from '../../src/report/words/in-rounds.ts';
import type { TracedRounds } from '../../src/settings/table/run-rows.ts';
import { isLoopback } from '../../src/target/http/loopback.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { feltMs } from '../../src/view/felt-time.ts';
import { RECORDED_TAKES, recordVisit } from './record-visit.ts';
import { isAlone } from './round-moment.ts';
import type { Visits } from './visits.ts';

export interface RoundToTrace {
  readonly testInfo: TestInfo;
  readonly round: PlannedRound;
  readonly visits: Visits;
  /** How long a visit of it took. */
  readonly usualMs: number;
  /** Whether an error ended the round early. */
  readonly isBrokenOff: boolean;
  /** Whether its limits are judged: a round under overload leaves the scenario its time. */
  readonly isJudged: boolean;
  /** The round as it was measured. */
  readonly record: JudgedRound;
}

/** The slowest round of a journey so far that broke nothing: `traces/<journey>-slowest.json`. */
interface Slowest {
  readonly number: number;
  readonly ms: number;
}

/**
 * Records one more visit of a round that failed, or that is the slowest of its journey so far, and deletes the recording
 * of the slowest round before it, as far as TRACES wants it. The figures of the round are taken by then, since a trace slows a page down. Records
 * nothing when Playwright traces the test itself (`--trace on`).
 *
 * @returns undefined when nothing was recorded, or when it could not be kept, for example since the disk is full
 */
export async function keepTrace(toTrace: RoundToTrace): Promise<KeptTrace | undefined> {
  try {
    return await recordTrace(toTrace);
  } catch (error) {
    const { round, visits } = toTrace;
    console.error(`${round.journey}, round ${round.number}: no trace could be kept: ${messageOf(error)}`);
    visits.run.folder.removeFolder(traceFolder(round.journey, round.number));
    return undefined;
  }
}

async function recordTrace(toTrace: RoundToTrace): Promise<KeptTrace | undefined> {
  const { testInfo, round, visits, isBrokenOff, isJudged, record } = toTrace;
  const { run } = visits;
  const wanted = tracedRounds(run);
  if (tracesItself(testInfo) || wanted === 'none') return undefined;
  const failed = isBrokenOff || record.verdicts.some(({ failsTheRun }) => failsTheRun);
  const ms = feltMs(record) ?? 0;
  const noted = slowestFile(round.journey);
  const before = run.folder.read<Slowest>(noted);
  if (!failed && wanted === 'failed') return undefined;
  if (!failed && ms <= (before?.ms ?? 0)) return undefined;
  if (!(failed && isJudged) && !hasRoom(toTrace)) return undefined;

  const name = traceFolder(round.journey, round.number);
  mkdirSync(run.folder.file(name), { recursive: true });
  const { trace, video } = await recordVisit(
    visits,
    run.folder.file(name),
    `${spokenName(round.journey)}, round ${round.number} of ${round.of}, ${usersWords(record)}`,
  );
  const kept: KeptTrace = {
    why: failed ? 'failed' : 'slowest',
    trace: `${name}/${trace}`,
    ...(video !== undefined && { video: `${name}/${video}` }),
  };
  if (!failed) {
    if (before !== undefined) forget(run, round.journey, before.number);
    run.folder.write(noted, { number: round.number, ms });
  }
  return kept;
}

/**
 * Which rounds are recorded. Beyond this machine the pages show real customers, so by default only what explains a
 * failure is kept.
 */
export function tracedRounds({ settings, target }: Pick<RunContext, 'settings' | 'target'>): TracedRounds {
  const isOwn = isLoopback(target.baseUrl) && isLoopback(target.uiBaseUrl);
  return settings.traces ?? (isOwn ? 'slowest' : 'failed');
}

/** Whether Playwright traces the test itself. */
export function tracesItself({ project }: TestInfo): boolean {
  const { trace } = project.use;
  const mode = typeof trace === 'object' ? trace.mode : trace;
  return mode !== undefined && mode !== 'off';
}

/** The next round must not wait for a recording that no broken limit asks for. */
function hasRoom({ round, visits: { run }, usualMs }: RoundToTrace): boolean {
  const nowMs = run.clock.elapsedMs();
  if (isAlone(run) || nowMs === undefined) return true;
  return nowMs + usualMs * RECORDED_TAKES < round.atMs + round.slotMs;
}

function forget(run: RunContext, journey: string, number: number): void {
  const file = roundFile(journey, number);
  const record = run.folder.read<JudgedRound>(file);
  if (record === undefined) return;
  const { trace: _trace, ...rest } = record;
  run.folder.write(file, rest);
  run.folder.removeFolder(traceFolder(journey, number));
}
