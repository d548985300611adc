import { counted, formatCount, listed } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import { SuiteError } from '../base/suite-error.ts';
import { mostRequests } from '../bursts/burst-shape.ts';
import type { RunPlan } from '../record/run-plan.ts';
import { operationById } from '../target/catalogue.ts';
import type { Budgets } from '../target/environments/environments.ts';
import { isWriting, type Operation } from '../target/operation.ts';
import type { Finding } from '../target/preflight/finding.ts';
import { preparationFor } from '../target/preparation.ts';
import { selectBursts } from '../target/select-operations.ts';
import { flowOperations } from '../traffic/flows/flow-mix.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { pairsOf } from '../traffic/sockets/socket-users.ts';
import workload from '../traffic/workload.json' with { type: 'json' };
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { REQUESTS_PER_POST } from './planned-requests.ts';

/** What a run is going to do, as far as its number of requests depends on it. */
export interface RunToCount extends Pick<RunPlan, 'scenario' | 'lanes' | 'offers' | 'sockets'> {
  /** OPERATIONS; undefined for all. */
  readonly operations: string | undefined;
  readonly plan: ScenarioPlan | undefined;
  readonly journeys: Thresholds['journeys'];
  /** What signing in the users takes; left out where nobody does. */
  readonly signIns?: PlannedSignIns | undefined;
  /** Whether bursts outside of rounds are bounded by count, as they are beyond this machine. */
  readonly isRemote: boolean;
}

/** What signing in the users of a run takes. */
export interface PlannedSignIns {
  readonly accounts: number;
  /** Of them, those that no earlier run has noted, so that they may have to be registered. */
  readonly unknown: number;
}

/** What a run plans to send. Bursts on reads are in no number: they send as many requests as the target answers in their time. */
export interface PlannedLoad {
  readonly trafficRequests: number;
  readonly trafficWrites: number;
  /** Bursts that write, each with the most requests that it sends, those of its preparation among them. */
  readonly writingBursts: readonly number[];
  /** Bursts that write as many requests as the target answers. */
  readonly boundlessBursts: number;
  /** Writes that prepare bursts which read: a deal that is to be read has to be made. */
  readonly preparingWrites: number;
  readonly signIns?: PlannedSignIns;
}

/** About how many requests and writes a run is going to send. */
export function plannedLoad(run: RunToCount): PlannedLoad {
  const traffic =
    run.plan !== undefined && run.lanes.includes('traffic') ? trafficOf(run, run.plan) : undefined;
  const planned = plannedBursts(run);
  const bursts = planned.filter(({ operation }) => isWriting(operation)).map((each) => writesOf(each, run));
  const reads = planned.filter(({ operation }) => !isWriting(operation));
  return {
    trafficRequests: traffic?.requests ?? 0,
    trafficWrites: traffic?.writes ?? 0,
    writingBursts: bursts.filter(Number.isFinite),
    boundlessBursts: bursts.filter((most) => !Number.isFinite(most)).length,
    preparingWrites: sum(reads.map(({ operation }) => preparingWrites(operation))),
    ...(run.signIns !== undefined && { signIns: run.signIns }),
  };
}

function trafficOf({ offers, sockets }: RunToCount, plan: ScenarioPlan): Budgets {
  const { durationMs, peakVus, stages, arrivals } = plan;
  let [from, vuMs] = [0, 0];
  for (const { durationSeconds, targetVus } of stages) {
    vuMs += ((from + targetVus) / 2) * durationSeconds * 1000;
    from = targetVus;
  }
  // The rate follows the shape of the stages.
  const meanShare = peakVus === 0 ? 0 : vuMs / durationMs / peakVus;
  const perMinute =
    arrivals === undefined
      ? meanShare * peakVus * workload.requestsPerMinuteAndUser
      : meanShare * arrivals.perSecond * 60;
  const requests = (perMinute * durationMs) / 60_000;
  const done = flowOperations().filter(({ id }) => offers[id]?.kind === 'offered');
  const all = sum(done.map(({ weight }) => weight));
  const writing = sum(done.map(({ id, weight }) => (isWriting(operationById(id)) ? weight : 0)));
  const posts = ['messaging.fanout', 'showroom.fanout'].some((id) => sockets[id]?.kind === 'offered')
    ? pairsOf(plan) * (durationMs / workload.sockets.postEveryMs) * REQUESTS_PER_POST
    : 0;
  const writes = all === 0 ? 0 : (requests * writing) / all;
  return { requests: Math.ceil(requests + posts), writes: Math.ceil(writes + posts) };
}

interface PlannedBurst {
  readonly operation: Operation;
  readonly isInRound: boolean;
}

/** The bursts that the run is going to send. */
function plannedBursts(run: RunToCount): PlannedBurst[] {
  const { plan, lanes, offers, operations, journeys } = run;
  const isOffered = (id: string) => offers[id]?.kind === 'offered';
  const ofRounds = (plan?.rounds ?? [])
    .filter(({ journey }) => lanes.includes(journey))
    .flatMap(({ journey }) => journeys.get(journey)?.operation ?? []);
  const inRounds = ofRounds.map((id) => ({ operation: operationById(id), isInRound: true }));
  const alone = selectBursts(run, operations);
  return [...inRounds, ...alone.map((operation) => ({ operation, isInRound: false }))].filter(
    ({ operation }) => isOffered(operation.id),
  );
}

/** The most writes of a burst that writes. */
function writesOf({ operation, isInRound }: PlannedBurst, { isRemote }: RunToCount): number {
  const most = mostRequests(operation, { isInRound, isRemote });
  const makes = operation.method === 'DELETE' ? most : 0;
  return most + makes + preparingWrites(operation);
}

function preparingWrites(operation: Operation): number {
  return preparationFor(operation).filter(isWriting).length;
}

function signInWords({ accounts, unknown }: PlannedSignIns): string {
  const registrations = unknown === 0 ? '' : ` with at most ${counted(unknown, 'registration')}`;
  return `${counted(accounts, 'sign-in')}${registrations}`;
}

/** States what the run is going to write, and refuses what its budgets do not cover. */
export function checkBudgets(planned: PlannedLoad, budgets: Budgets | undefined): Finding {
  const { trafficRequests, trafficWrites, writingBursts, boundlessBursts, preparingWrites, signIns } =
    planned;
  const { accounts: signedIn, unknown: registered } = signIns ?? { accounts: 0, unknown: 0 };
  const writes = trafficWrites + sum(writingBursts) + preparingWrites + registered;
  const requests = trafficRequests + sum(writingBursts) + preparingWrites + signedIn + registered;
  const parts = [
    ...(trafficRequests > 0
      ? [
          `about ${formatCount(trafficRequests)} requests of the traffic, ${formatCount(trafficWrites)} of them writes`,
        ]
      : []),
    ...(writingBursts.length > 0
      ? [
          `${counted(writingBursts.length, 'burst')} that ${writingBursts.length === 1 ? 'writes' : 'write'}, at most ${formatCount(sum(writingBursts))} requests in all with what prepares ${writingBursts.length === 1 ? 'it' : 'them'}`,
        ]
      : []),
    ...(boundlessBursts > 0
      ? [
          `${counted(boundlessBursts, 'burst')} that ${boundlessBursts === 1 ? 'writes' : 'write'} as much as the target takes`,
        ]
      : []),
    ...(preparingWrites > 0 ? [`${counted(preparingWrites, 'write')} to prepare bursts that read`] : []),
    ...(signIns === undefined ? [] : [signInWords(signIns)]),
  ];
  const plans = parts.length === 0 ? 'no traffic and no burst that writes' : listed(parts);
  const limit =
    budgets === undefined
      ? 'no budget on this machine'
      : `the budget is ${formatCount(budgets.writes)} writes of ${formatCount(budgets.requests)} requests`;
  if (budgets !== undefined && (writes > budgets.writes || requests > budgets.requests))
    throw new SuiteError('BUDGET_TOO_SMALL', {
      checked: 'what the run is going to send against its budgets',
      found: `${plans}; ${limit}`,
      right:
        'fewer users or a shorter run (--vus, --duration), fewer accounts (--accounts), fewer operations (--operations), or a larger budget when the owner of the ' +
        'target agrees: --write-budget, --request-budget, or budgets in the file of the environment',
      page: 'docs/environments.md',
    });
  return { check: 'budget', kind: 'fine', found: `planned: ${plans}; ${limit}` };
}
