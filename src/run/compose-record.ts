import { existsSync, readdirSync } from 'node:fs';
import type { AuditRecord } from '../lighthouse/audit-record.ts';
import type { Exemplar } from '../measure/exemplars.ts';
import { invalidReason } from '../measure/measurer-limits.ts';
import type { Slice } from '../measure/slice.ts';
import { readSlices } from '../measure/slice-file.ts';
import type { BurstRecord, RoundRecord } from '../record/round-record.ts';
import { RunClock } from '../record/run-clock.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunPlan } from '../record/run-plan.ts';
import { RECORD_VERSION, type RunOutcome, type RunRecord } from '../record/run-record.ts';
import type { RemovalReport } from '../target/test-data/removal-report.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { breaksTheRun, type Verdict } from '../verdict/verdict.ts';
import { verdictMessage } from '../verdict/verdict-message.ts';
import { judgeSlices } from './judge-slices.ts';
import { perceivedCurves } from './perceived-curves.ts';
import { roundTraffic } from './round-traffic.ts';
import { trafficRecord } from './traffic-record.ts';

/** What the test runner knows of the run's end, and the files do not. */
export interface RunEnd {
  /** First lines of what tests failed by, other than limits. */
  readonly testErrors: readonly string[];
  readonly interrupted: boolean;
  readonly testData: RemovalReport | undefined;
  readonly slaCounts: boolean;
}

/**
 * Puts the record of a run together from what its lanes left in its folder. Whatever was written is used, also when a
 * lane died half-way: the traffic is judged from its slices, not from what the lane said of them.
 */
export function composeRecord(
  folder: RunFolder,
  plan: RunPlan,
  thresholds: Thresholds,
  end: RunEnd,
): RunRecord {
  const slices = readSlices(folder.file('slices.jsonl'));
  const rounds = readAll<RoundRecord>(folder, 'rounds').map((round) =>
    withTraffic(round, slices, thresholds),
  );
  const perceived = perceivedCurves(rounds, thresholds.journeys);
  const bursts = readAll<{ burst: BurstRecord; verdicts: Verdict[] }>(folder, 'bursts');
  const audits = readAll<AuditRecord>(folder, 'audits');
  const verdicts = [
    ...judgeSlices(slices, plan, thresholds),
    ...rounds.flatMap((round) => round.verdicts),
    ...bursts.flatMap((burst) => burst.verdicts),
    ...audits.flatMap((audit) => audit.verdicts),
  ];
  const stopped = new RunClock(folder).stopReason();
  const invalid = invalidReason(slices) ?? audits.find((audit) => audit.invalid !== undefined)?.invalid;
  const broken = verdicts.filter((verdict) => breaksTheRun(verdict, end.slaCounts)).map(verdictMessage);
  const failures = [...(stopped === undefined ? [] : [stopped]), ...broken];
  const trouble = [...(end.interrupted ? ['the run was interrupted'] : []), ...end.testErrors];
  const exemplars = folder.read<Exemplar[]>('exemplars.json') ?? [];
  return {
    version: RECORD_VERSION,
    runId: plan.runId,
    scenario: plan.scenario,
    environment: plan.environment,
    baseUrl: plan.baseUrl,
    sandbox: plan.sandbox,
    startedAt: plan.startedAt,
    endedAt: new Date().toISOString(),
    outcome: outcomeOf(invalid, failures, trouble),
    reasons: [...(invalid === undefined ? [] : [invalid]), ...failures, ...trouble],
    vus: plan.plan?.peakVus ?? 0,
    plannedDurationMs: plan.plan?.durationMs ?? 0,
    ...(plan.plan?.arrivals !== undefined && { ratePerSecond: plan.plan.arrivals.perSecond }),
    ...(plan.operations !== undefined && { operations: plan.operations }),
    preflight: plan.findings,
    traffic:
      trafficRecord(
        slices,
        exemplars,
        rounds.flatMap(({ window }) => window ?? []),
      ) ?? null,
    rounds,
    bursts: bursts.map(({ burst }) => burst),
    ...(perceived.length > 0 && { perceivedUnderLoad: perceived }),
    ...(audits.length > 0 && { audits }),
    verdicts,
    testData: end.testData ?? null,
  };
}

/** A round is told with the traffic of its moment; that is known only when the slices are closed. */
function withTraffic(round: RoundRecord, slices: readonly Slice[], { journeys }: Thresholds): RoundRecord {
  if (round.window === undefined) return round;
  const traffic = roundTraffic(slices, round.window, journeys.get(round.journey)?.operation);
  return { ...round, ...(traffic !== undefined && { traffic }) };
}

/** An invalid measurement judges nothing, so it comes first; a broken limit is worse than a test that tripped. */
function outcomeOf(
  invalid: string | undefined,
  failures: readonly string[],
  trouble: readonly string[],
): RunOutcome {
  if (invalid !== undefined) return 'invalid';
  if (failures.length > 0) return 'fail';
  return trouble.length > 0 ? 'could not run' : 'pass';
}

function readAll<T>(folder: RunFolder, name: string): T[] {
  const path = folder.file(name);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((file) => file.endsWith('.json'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap((file) => folder.read<T>(`${name}/${file}`) ?? []);
}
