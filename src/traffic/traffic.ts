import { ArrivalCounters } from '../measure/arrival-counters.ts';
import { type Exemplar, Exemplars } from '../measure/exemplars.ts';
import { LatencyHistogram } from '../measure/latency-histogram.ts';
import { isConnectionFailure } from '../measure/outcome.ts';
import { RecentWindow } from '../measure/recent-window.ts';
import type { Slice } from '../measure/slice.ts';
import type { Target } from '../target/environments/target.ts';
import { Connection } from '../target/http/connection.ts';
import { TraceContext } from '../target/http/trace-context.ts';
import type { Knowledge, Operation } from '../target/operation.ts';
import { UserFaker } from '../target/request-data/user-faker.ts';
import type { Session } from '../target/session/session.ts';
import type { SocketMeasureId } from '../target/socket-measures.ts';
import type { ArrivalGate } from './arrivals/arrival-gate.ts';
import { ArrivalSchedule } from './arrivals/arrival-schedule.ts';
import { flowPicker } from './flows/flow-mix.ts';
import { ArrivalRate } from './models/arrival-rate.ts';
import { RampingVus } from './models/ramping-vus.ts';
import type { ArrivalPlan } from './plan/arrival-plan.ts';
import { peakVus, phasesOf, type Stage, stagesDurationMs } from './plan/stages.ts';
import { SocketUsers } from './sockets/socket-users.ts';
import { visitAuth } from './users/auth-visitor.ts';
import { PreparationTally } from './users/preparation-tally.ts';
import type { FailedRequest, OfferedOperation, TrafficParts } from './users/traffic-parts.ts';
import { VirtualUser } from './users/virtual-user.ts';
import { Lifeline } from './watch/lifeline.ts';
import type { Progress } from './watch/progress.ts';
import { SliceWriter } from './watch/slice-writer.ts';
import { meteredFlows, recorderFor, type TrafficMeter } from './watch/traffic-meter.ts';

export interface TrafficOptions {
  readonly target: Target;
  readonly stages: readonly Stage[];
  /** Set for the open model; otherwise the virtual users follow the stages. */
  readonly arrivals?: ArrivalPlan | undefined;
  readonly offered: ReadonlyMap<string, OfferedOperation>;
  /** What is measured on sockets; nothing by default. */
  readonly measures?: ReadonlySet<SocketMeasureId>;
  /** Sessions of the accounts; virtual users share them in turn. The last one is for the auth visitor alone. */
  readonly sessions: readonly Session[];
  readonly dealershipId: string;
  readonly runTag: string;
  readonly slicesPath: string;
  /** Watches the traffic; nobody by default. */
  readonly meter?: TrafficMeter | undefined;
  created(operation: Operation, id: string, dealershipId: string, userId: string): void;
  onFailure(request: FailedRequest): void;
  onProgress(progress: Progress): void;
  onGone(reason: string): void;
  onTrouble(error: unknown): void;
  readonly signal: AbortSignal;
}

export interface TrafficResult {
  readonly exemplars: readonly Exemplar[];
  readonly elapsedMs: number;
}

/** Far above the numbers of virtual users, who have addresses of their own by them. */
const FIRST_POSTER = 90_000;

/** Puts a scenario's load on the target: from the first user to the last one's leaving. */
export async function runTraffic(options: TrafficOptions): Promise<TrafficResult> {
  const { target, stages, offered, signal, meter } = options;
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  const recent = new RecentWindow();
  const recorder = recorderFor([...offered.keys()], meter, recent);
  const preparations = new PreparationTally();
  const thinkLag = new LatencyHistogram();
  const lifeline = new Lifeline();
  const visitorSession = options.sessions.at(-1);
  const userSessions = options.sessions.slice(0, -1);

  const partsFor = (userId: string, gate?: ArrivalGate): TrafficParts => ({
    ...(gate !== undefined && { gate }),
    offered,
    recorder,
    preparations,
    thinkLag,
    exemplars,
    trace,
    elapsedMs,
    succeeded: () => lifeline.success(elapsedMs()),
    created: (operation, id, dealershipId) => options.created(operation, id, dealershipId, userId),
    failed: (request) => {
      if (isConnectionFailure(request.outcome)) lifeline.connectionFailure();
      else if (request.status > 0) lifeline.answered();
      options.onFailure(request);
    },
  });
  const exemplars = new Exemplars();
  const trace = new TraceContext();

  let made = 0;
  const makeUser = (
    index: number,
    session: Session,
    peer: Session | undefined,
    parts: TrafficParts = partsFor(session.user.id),
  ): VirtualUser => {
    const known: Knowledge = peer === undefined ? {} : { peerUserId: peer.user.id };
    const connection = new Connection(target.baseUrl, { tlsVerify: target.tlsVerify });
    const context = {
      // Not the index: that is used again when a user has left, and the same seed would make the same e-mails and VINs.
      faker: new UserFaker(1_000 + made++),
      dealershipId: options.dealershipId,
      homeDealershipId: session.user.dealershipId,
      userId: session.user.id,
      credentials: { email: session.account.email, password: session.account.password.reveal() },
      runTag: options.runTag,
      known,
    };
    return new VirtualUser(parts, session, connection, context, forwardedFor(target, index));
  };

  const makeSharingUser = (index: number, gate?: ArrivalGate): VirtualUser => {
    const session = userSessions[index % userSessions.length];
    if (session === undefined) throw new Error('traffic: no session for a virtual user');
    const peer = userSessions[(index + 1) % userSessions.length];
    // Nobody writes to themselves: a user alone writes to the one who visits the auth service.
    const writesTo = peer === session ? visitorSession : peer;
    return makeUser(index, session, writesTo, partsFor(session.user.id, gate));
  };
  const durationMs = stagesDurationMs(stages);
  const common = {
    makeUser: makeSharingUser,
    nextFlow: meteredFlows(flowPicker(offered), meter),
    elapsedMs,
    signal,
    onTrouble: options.onTrouble,
  };
  const { arrivals } = options;
  const counters = arrivals === undefined ? undefined : new ArrivalCounters();
  const model =
    arrivals === undefined || counters === undefined
      ? new RampingVus({ ...common, stages })
      : new ArrivalRate({
          ...common,
          schedule: new ArrivalSchedule(arrivals.stages, arrivals.pattern),
          durationMs,
          users: arrivals.users,
          maxUsers: arrivals.maxUsers,
          counters,
        });
  const sockets = new SocketUsers({
    target,
    trace,
    measures: options.measures ?? new Set(),
    meter,
    peakVus: peakVus(stages),
    sessions: userSessions.length > 1 ? userSessions : options.sessions,
    makePoster: (number, session, peer, made) => {
      const parts = partsFor(session.user.id);
      return makeUser(FIRST_POSTER + number, session, peer, {
        ...parts,
        created: (operation, id, dealershipId) => {
          parts.created(operation, id, dealershipId);
          made(id);
        },
      });
    },
    onFailure: options.onFailure,
    onTrouble: options.onTrouble,
  });
  const slices = new SliceWriter(recorder, options.slicesPath, {
    phases: phasesOf(stages),
    vus: () => model.vus,
    elapsedMs,
    thinkLag,
    ...(counters !== undefined && { arrivals: counters }),
    besides: () => besides(sockets, preparations),
    closed: (slice) => meter?.sliceClosed(slice),
  });
  let ended = 0;
  const report = () => {
    const totals = recorder.totals();
    const lately = recent.turn();
    options.onProgress({
      elapsedMs: elapsedMs(),
      durationMs,
      vus: model.vus,
      requestsPerSecond: totals.ended - ended,
      p95Ms: (totals.all.percentileUs(95) ?? 0) / 1000 || null,
      failedShare: totals.ended === 0 ? 0 : totals.failed / totals.ended,
      requests: totals.ended,
      recentP95Ms: lately.p95Ms,
      recentFailedShare: lately.failedShare,
      measurer: slices.measurer,
    });
    ended = totals.ended;
    const gone = lifeline.goneReason(elapsedMs());
    if (gone !== undefined) options.onGone(gone);
  };
  const ticker = setInterval(report, 1000);

  let over = false;
  const visitor = visitorSession === undefined ? undefined : makeUser(99_999, visitorSession, undefined);
  const visits =
    visitor === undefined || visitorSession === undefined
      ? Promise.resolve()
      : visitAuth(visitor, visitorSession, () => over).catch(options.onTrouble);
  try {
    const running = model.run();
    void sockets.start();
    report();
    await running;
  } finally {
    over = true;
    visitor?.retire();
    await sockets.leave();
    await Promise.race([visits, new Promise((resolve) => setTimeout(resolve, 1_000))]);
    await visitor?.leave();
    clearInterval(ticker);
    slices.finish();
  }
  return { exemplars: exemplars.all(), elapsedMs: elapsedMs() };
}

function besides(
  sockets: SocketUsers,
  preparations: PreparationTally,
): Pick<Slice, 'sockets' | 'preparation'> {
  const socketSlice = sockets.takeSlice();
  const preparation = preparations.takeSlice();
  return {
    ...(socketSlice !== undefined && { sockets: socketSlice }),
    ...(preparation !== undefined && { preparation }),
  };
}

/**
 * An address of its own for each user, so that the public routes are limited per user and not for the generator as a
 * whole: only on own systems, since it goes around a protection. 198.18.0.0/15 is set aside for benchmarks (RFC 2544).
 */
function forwardedFor(target: Target, index: number): readonly string[] {
  if (!target.ownSystem) return [];
  return ['x-forwarded-for', `198.18.${Math.floor(index / 250) % 250}.${(index % 250) + 1}`];
}
