import { setTimeout as sleep } from 'node:timers/promises';
import { wastedScans } from '../../src/evidence/wasted-scans.ts';
import { latestRun } from '../../src/record/find-run.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunOutcome, RunRecord } from '../../src/record/run-record.ts';
import { QUIET } from '../real-runs/conditions.ts';
import type { RunToDo } from '../real-runs/kept-runs.ts';
import { machineEnvironment, type RunningSuite, runSuite } from '../real-runs/run-suite.ts';
import { startFreeSandbox } from '../shared/free-sandbox.ts';
import type { ProveCase, SentTraffic } from './prove-cases.ts';

/** The finding of a table that the slowest statement with a plan reads as a whole, to throw nearly all of it away. */
export const SEQUENTIAL_SCAN = 'sequential scan';

/** Something that a run found in its target. */
export interface Finding {
  /** The kind of a pattern; `state` for an operation that is not healthy; {@link SEQUENTIAL_SCAN}. */
  readonly detector: string;
  readonly subject?: string;
  readonly figures: readonly { readonly name: string; readonly value: number }[];
}

/** What came out of a run. */
export interface ProvenRun extends SentTraffic {
  readonly outcome: RunOutcome;
  readonly state: string;
  readonly findings: readonly Finding[];
}

const LOOK_EVERY_MS = 20;
/** Longer than a run takes to see that its time is up, and shorter than its clean-up. */
const AFTER_TRAFFIC_MS = 500;
/** The answer to a change of the faults takes far less, also of a target that is busy. */
const ANSWERED_WITHIN_MS = 5_000;
const MOST_TRIES = 10;
/** So much of its time a healthy run has to last. */
const LEAST_SHARE = 0.95;

/** Does one run against its own sandbox, which has the faults of the case from the first to the last second of the traffic. */
export async function provenRun(each: ProveCase, todo: RunToDo): Promise<ProvenRun> {
  const { outputFolder, number } = todo;
  const atStart = each.isFromStart ? each.faults : '';
  const settings = { FAULTS: atStart, FAULTS_ADMIN: 'true' };
  const sandbox = await startFreeSandbox(settings, machineEnvironment());
  const { url: origin } = sandbox;
  try {
    const order = {
      condition: QUIET,
      project: each.project,
      only: ['tests/traffic.spec.ts'],
      settings: {
        JOURNEYS: 'none',
        TRACES: 'none',
        SEED: String(number),
        DURATION: `${each.seconds}s`,
        DATABASE_URL: sandbox.databaseUrl.reveal(),
        ...each.settings,
      },
    };
    const exitCode = await runSuite(order, origin, todo, (suite) => makeWrong(each, origin, suite));
    const record = latestRun(outputFolder)?.read<RunRecord>(RUN_FILES.summary);
    if (record === undefined)
      throw new Error(`run: expected a record in ${outputFolder}, found none (exit code ${exitCode})`);
    const why = whyItSaysNothing(each, record);
    if (why !== undefined) throw new Error(`run: ${why} (exit code ${exitCode}, ${outputFolder})`);
    return whatWasFound(record);
  } finally {
    await sandbox.stop();
  }
}

/** Switches the faults on when the traffic begins, and off when it has ended: the clean-up meets a sound target. */
async function makeWrong(
  { faults, seconds, isFromStart }: ProveCase,
  origin: string,
  suite: RunningSuite,
): Promise<void> {
  if (faults === '' || isFromStart) return;
  while (suite.begunAtMs() === undefined) {
    if (suite.signal.aborted) return;
    await sleep(LOOK_EVERY_MS);
  }
  await setFaults(origin, faults);
  const endMs = (suite.begunAtMs() ?? 0) + seconds * 1000 + AFTER_TRAFFIC_MS;
  await sleep(Math.max(0, endMs - Date.now()), undefined, { signal: suite.signal }).catch(() => undefined);
  await setFaults(origin, '');
}

async function setFaults(origin: string, faults: string): Promise<void> {
  const answer = await answered(`${origin}/__faults`, faults);
  if (!answer.ok)
    throw new Error(`switching to the faults '${faults}': ${answer.status} ${await answer.text()}`);
}

/** Posts until there is an answer: a fault that leaves connections unanswered may have chosen this one. */
async function answered(url: string, body: string): Promise<Response> {
  for (let triesLeft = MOST_TRIES; ; triesLeft -= 1) {
    try {
      return await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(ANSWERED_WITHIN_MS) });
    } catch (error) {
      if (triesLeft === 1) throw error;
    }
  }
}

/**
 * Why a run proves nothing, if so. Without a diagnosis, or cut short, a healthy run would count as one without a false alarm.
 * A run with a fault may be cut short by it.
 */
export function whyItSaysNothing(
  { expected, seconds }: ProveCase,
  { diagnosis, traffic, reasons }: RunRecord,
): string | undefined {
  const because = reasons[0] === undefined ? '' : `: ${reasons[0].text}`;
  if (diagnosis === undefined) return `expected a diagnosis, found none${because}`;
  const trafficSeconds = (traffic?.elapsedMs ?? 0) / 1000;
  return expected === undefined && trafficSeconds < LEAST_SHARE * seconds
    ? `expected ${seconds} s of healthy traffic, found ${trafficSeconds.toFixed(1)} s${because}`
    : undefined;
}

/** What a record says of the target. */
export function whatWasFound({ outcome, diagnosis, evidence, traffic }: RunRecord): ProvenRun {
  const patterns = (diagnosis?.patterns ?? []).map(({ kind, subject, figures }) => ({
    detector: kind,
    ...(subject !== undefined && { subject }),
    figures: figures.map(({ name, value }) => ({ name, value })),
  }));
  const states = (diagnosis?.state.operations ?? [])
    .filter(({ state }) => state === 'degraded' || state === 'critical')
    .map(({ operation, figures }) => ({
      detector: 'state',
      subject: operation,
      figures: figures.map(({ figure, value }) => ({ name: figure, value })),
    }));
  const scans = (evidence?.sources ?? []).flatMap(wastedScans).map(({ table, rowsRead, rowsKept }) => ({
    detector: SEQUENTIAL_SCAN,
    subject: table,
    figures: [
      { name: 'rows read', value: rowsRead },
      { name: 'rows kept', value: rowsKept },
    ],
  }));
  return {
    outcome,
    state: diagnosis?.state.state ?? 'no diagnosis',
    findings: [...patterns, ...states, ...scans],
    sent: traffic?.sent ?? 0,
    trafficSeconds: (traffic?.elapsedMs ?? 0) / 1000,
  };
}
