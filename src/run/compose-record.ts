import { type Crowding, crowdOf } from '../measure/crowding.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { Exemplar } from '../measure/exemplars.ts';
import { crowdingOf } from '../record/crowding-file.ts';
import { voidUnderLostLoad } from '../record/premise-of-rounds.ts';
import type { RoundRecord } from '../record/round-record.ts';
import { RunClock } from '../record/run-clock.ts';
import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunPlan } from '../record/run-plan.ts';
import { RECORD_VERSION, type Reason, type RunRecord, type TrafficRecord } from '../record/run-record.ts';
import type { SignInState } from '../record/sign-in-state.ts';
import { selectBursts } from '../target/select-operations.ts';
import { burstNotOffered } from '../verdict/judge-burst.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { decideVerdicts, judgedUnless, type Verdict } from '../verdict/verdict.ts';
import { culpritsOf } from '../view/culprits.ts';
import { throttledTime } from '../view/own-delay.ts';
import { whyBroken } from '../view/why-broken.ts';
import { distrustOfRun, judgedParts } from './distrust-of-run.ts';
import { goneAtTheEnd } from './gone-at-the-end.ts';
import { type JudgedTraffic, judgeSlices } from './judge-slices.ts';
import { plannedRounds } from './missing-rounds.ts';
import { ofPart } from './of-part.ts';
import { perceivedCurves } from './perceived-curves.ts';
import { endedEarly, outcomeOf, reasonsOf } from './reasons.ts';
import { roundTraffic } from './round-traffic.ts';
import type { RunEnd } from './run-end.ts';
import { explained } from './scale-run.ts';
import { segmentFacts } from './segment-facts.ts';
import { trafficRecord } from './traffic-record.ts';
import { emptySegment, notGreen } from './unmeasured.ts';

/** What there is of a run when its lanes have ended. */
export interface MeasuredRun {
  readonly folder: RunFolder;
  readonly plan: RunPlan;
  /** As the folder has them, none without traffic. */
  readonly slices: readonly DecodedSlice[];
  readonly thresholds: Thresholds;
}

/**
 * Puts the record of a run together from what its lanes left in its folder. Whatever they wrote is used, also when a lane
 * crashed half-way.
 */
export function composeRecord({ folder, plan, slices, thresholds }: MeasuredRun, end: RunEnd): RunRecord {
  const crowding = crowdingOfRun(folder, slices);
  const traffic = judgedTraffic({ folder, plan, slices, thresholds }, end, crowding);
  const { capacity } = traffic;
  const parts = judgedParts(folder);
  const { bursts: judgedBursts, audits: judgedAudits } = parts;
  // The merge judges the load of all segments.
  const allSlices = plan.segment === undefined ? slices : [];
  const { rounds: judgedRounds, ...besideRounds } = voidUnderLostLoad(parts.rounds, allSlices);
  const verdicts = [
    ...[traffic, ...judgedRounds, ...judgedBursts].flatMap((judged) => judged.verdicts),
    ...notOffered({ plan, thresholds }, end),
    ...judgedAudits.flatMap((judged) => judged.verdicts),
  ];
  const rounds = judgedRounds.map(({ verdicts: _, ...round }) => withTraffic(round, slices, thresholds));
  const bursts = judgedBursts.map(({ burst }) => burst);
  const audits = judgedAudits.map(({ verdicts: _, ...audit }) => audit);
  const perceived = perceivedCurves(rounds, thresholds.journeys);
  const invalid = end.invalid ?? distrustOfRun(traffic.invalid, parts, end.ownFaults);
  const others = judgedRounds.length + judgedBursts.length + judgedAudits.length;
  const measured = { slices, plan, overload: traffic.overload, others };
  const unmeasured =
    plan.segment === undefined ? notGreen(verdicts, end.slaCounts, measured) : emptySegment(slices);
  const early = endedEarly(new RunClock(folder), end);
  const sent = trafficRecord(slices, folder.read<Exemplar[]>(RUN_FILES.exemplars) ?? []);
  const lost = traffic.lostLoad === undefined ? besideRounds : traffic;
  const [gone, throttledMs] = [goneIn(plan, sent), throttledTime({ traffic: sent, rounds, bursts })];
  const reasons = reasonsOf(verdicts, early, { invalid, unmeasured, lost, gone, throttledMs });
  const record: RunRecord = {
    version: RECORD_VERSION,
    ...plannedFacts(plan, thresholds),
    endedAt: end.endedAt ?? new Date().toISOString(),
    outcome: outcomeOf(reasons, plan),
    reasons,
    preflight: plan.findings,
    traffic: sent ?? null,
    ...segmentFacts(plan, new RunClock(folder).zeroEpochMs(), end.clockAtEnd),
    // The share of a segment shows no pattern of the whole.
    ...(plan.segment === undefined &&
      explained({ slices, sent, plan, thresholds, capacity, bursts: judgedBursts }, invalid, end.evidence)),
    ...(traffic.overload !== undefined && { overload: traffic.overload }),
    ...(capacity !== undefined && { capacity }),
    rounds,
    ...plannedRounds(folder, plan, rounds, sent?.elapsedMs),
    bursts,
    ...(perceived.length > 0 && { perceivedUnderLoad: perceived }),
    ...(audits.length > 0 && { audits }),
    verdicts: judgedUnless(invalid, verdicts),
    ...(end.slaCounts && { slaCounts: true }),
    ...accountsOfUsers(folder),
    testData: end.testData ?? null,
    ...(end.evidence !== undefined && { evidence: end.evidence }),
    ...(crowding !== undefined && { crowding }),
  };
  return withCauses(record);
}

/** Services that were gone when the traffic ended. A segment judges nothing, and a search may bring its target down. */
function goneIn({ plan, segment }: RunPlan, sent: TrafficRecord | undefined): Reason[] {
  if (sent === undefined || segment !== undefined || plan?.search !== undefined) return [];
  return goneAtTheEnd(sent);
}

/** As the traffic lane judged it; a lane that crashed before leaves it to the conductor. */
function judgedTraffic(
  { folder, plan, slices, thresholds }: MeasuredRun,
  { slaCounts }: RunEnd,
  crowding: Crowding | undefined,
): JudgedTraffic {
  const counting = { slaCounts, crowd: crowdOf(crowding) };
  return (
    folder.read<JudgedTraffic>(RUN_FILES.trafficVerdicts) ??
    ofPart(plan, judgeSlices(slices, plan, thresholds, counting))
  );
}

/** How many accounts of the traffic's users were there, and how many were made, to be spread. */
function accountsOfUsers(folder: RunFolder): Pick<RunRecord, 'accounts'> {
  const { done, made } = folder.read<Partial<SignInState>>(RUN_FILES.signIn) ?? {};
  return done === undefined || made === undefined ? {} : { accounts: { reused: done - made, made } };
}

/** How crowded the machine was under the traffic, or since the run began where it had none: the clean-up is not measured. */
function crowdingOfRun(folder: RunFolder, slices: readonly DecodedSlice[]): Crowding | undefined {
  const zeroMs = new RunClock(folder).zeroMachineMs();
  if (zeroMs === undefined) return crowdingOf(folder);
  return crowdingOf(folder, zeroMs, zeroMs + (slices.at(-1)?.toMs ?? 0));
}

/** Why a limit is broken, and what is to blame, is told once, from the whole record. */
function withCauses(record: RunRecord): RunRecord {
  const culprits = culpritsOf(record);
  const verdicts = record.verdicts.map((verdict) =>
    verdict.kind === 'fail' ? { ...verdict, causes: whyBroken(verdict, record) } : verdict,
  );
  return { ...record, ...(culprits.length > 0 && { culprits }), verdicts };
}

function plannedFacts(plan: RunPlan, { ownLimits }: Thresholds) {
  const { runId, scenario, environment, baseUrl, sandbox, startedAt, facts, operations } = plan;
  const { traceUrl } = plan.settings;
  const arrivals = plan.plan?.arrivals;
  const planned = { runId, scenario, environment, baseUrl, sandbox, startedAt };
  return {
    ...planned,
    ...(facts !== undefined && { facts }),
    ...(traceUrl !== undefined && { traceUrl }),
    ...(operations !== undefined && { operations }),
    // A journey alone has the plan of its scenario, but no traffic.
    vus: plan.lanes.includes('traffic') ? (arrivals?.users ?? plan.plan?.peakVus ?? 0) : 0,
    ...(arrivals !== undefined && { maxVus: arrivals.maxUsers }),
    plannedDurationMs: plan.plan?.durationMs ?? 0,
    ...(arrivals !== undefined && { ratePerSecond: arrivals.perSecond }),
    ...(ownLimits !== undefined && { environmentLimits: ownLimits }),
  };
}

/** The limits of the operations of the chosen services that have no burst, as the target does not offer them. */
function notOffered({ plan, thresholds }: Pick<MeasuredRun, 'plan' | 'thresholds'>, end: RunEnd): Verdict[] {
  return selectBursts(plan, plan.operations).flatMap(({ id, service }) => {
    const offer = plan.offers[id];
    if (offer?.kind !== 'not offered') return [];
    const judgements = burstNotOffered({ operationId: id, service }, offer.reason, thresholds);
    return decideVerdicts(judgements, { kind: 'burst', operation: id }, end);
  });
}

/** Adds the traffic of its moment to a round. It is known only when the slices are closed. */
function withTraffic(
  round: RoundRecord,
  slices: readonly DecodedSlice[],
  { journeys }: Thresholds,
): RoundRecord {
  const traffic = roundTraffic(slices, round, journeys.get(round.journey)?.operation);
  return { ...round, ...(traffic !== undefined && { traffic }) };
}
