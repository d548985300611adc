import { type Cancel, type Clock, realClock } from '../base/clock.ts';
import { isFirst } from '../base/segment.ts';
import { sum } from '../base/statistics/averages.ts';
import { ArrivalCounters } from '../measure/arrival-counters.ts';
import { decodeSlice } from '../measure/decoded-slice.ts';
import { LatencyHistogram } from '../measure/latency-histogram.ts';
import { OwnDelay } from '../measure/own-delay.ts';
import type { Slice } from '../measure/slice.ts';
import { TraceContext } from '../target/http/trace-context.ts';
import { Crew } from './crew.ts';
import { flowPicker } from './flows/flow-mix.ts';
import type { ArrivalRate } from './models/arrival-rate.ts';
import { Lives } from './models/lives.ts';
import { makeModel } from './models/make-model.ts';
import type { RampingVus } from './models/ramping-vus.ts';
import { peakVus, phasesOf, stagesDurationMs } from './plan/stages.ts';
import { pairsFor, SocketUsers } from './sockets/socket-users.ts';
import type { TrafficOptions } from './traffic-options.ts';
import { authVisits } from './users/auth-visitor.ts';
import { settling } from './watch/settling.ts';
import { SliceWriter } from './watch/slice-writer.ts';
import { meteredFlows } from './watch/traffic-meter.ts';
import { TrafficWatch } from './watch/traffic-watch.ts';

const PROGRESS_EVERY_MS = 1_000;
/** How long the auth visitor may take to finish the request under way. */
const VISITOR_DRAIN_MS = 1_000;

export type TrafficResult = Awaited<ReturnType<typeof runTraffic>>;

/** Puts a scenario's load on the target: from the first user to the last one's leaving. */
export function runTraffic(options: TrafficOptions) {
  return new Traffic(options).run();
}

/** Everything of one traffic: those who make it, and those who watch it. */
class Traffic {
  readonly #options: TrafficOptions;
  readonly #clock: Clock;
  readonly #startedMs: number;
  readonly #trace = new TraceContext();
  readonly #watch: TrafficWatch;
  readonly #crew: Crew;
  readonly #model: ArrivalRate | RampingVus;
  readonly #visitor: Lives;
  readonly #sockets: SocketUsers;
  readonly #slices: SliceWriter;
  #renewalsTold = 0;
  readonly #ownDelay: OwnDelay;
  #stopTicking: Cancel = () => undefined;
  #leaveRounds: Cancel = () => undefined;
  #stopWatching: Cancel = () => undefined;

  constructor(options: TrafficOptions) {
    const { arrivals, stages, load, offered, meter, clock = realClock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#startedMs = clock.nowMs();
    this.#ownDelay = new OwnDelay(this.#startedMs);
    this.#watch = new TrafficWatch({
      offered,
      meter,
      goneAfterMs: options.goneAfterMs,
      elapsedMs: () => this.#elapsedMs(),
      onFailure: options.onFailure,
    });
    // In the open model nobody thinks: what is late there are the arrivals.
    const late =
      arrivals === undefined ? { thinkLag: new LatencyHistogram() } : { arrivals: new ArrivalCounters() };
    this.#crew = this.#makeCrew(late.thinkLag);
    this.#model = this.#makeModel(late.arrivals);
    this.#visitor = new Lives(clock, (error) => options.onTrouble(error), this.#ownDelay);
    this.#sockets = this.#makeSockets();
    this.#slices = new SliceWriter(this.#watch.recorder, options.slicesPath, {
      phases: load?.phases ?? options.phases ?? phasesOf(stages),
      clock,
      isSegment: options.segment !== undefined,
      isSearch: load !== undefined,
      vus: () => this.#model.vus,
      endedMs: () => ('endedMs' in this.#model ? this.#model.endedMs : undefined),
      takeTroubleMs: () => this.#model.takeTroubleMs(),
      elapsedMs: () => this.#elapsedMs(),
      ...late,
      sideCounts: () => this.#sideCounts(),
      closed: (slice) => {
        load?.closed(decodeSlice(slice));
        meter?.sliceClosed(slice);
      },
    });
  }

  /** @returns the slowest requests of each operation, how long it took, and the slices that could not be written */
  async run() {
    let unwritten = '';
    try {
      const running = this.#model.run();
      this.#begin();
      await running;
    } finally {
      unwritten = await this.#end();
    }
    return { exemplars: this.#watch.exemplars.all(), elapsedMs: this.#elapsedMs(), unwritten };
  }

  #begin(): void {
    this.#stopWatching = this.#ownDelay.watch(this.#clock);
    // One for the whole traffic, however many segments share it.
    const visitor = isFirst(this.#options.segment) ? this.#crew.makeVisitor() : undefined;
    if (visitor !== undefined)
      this.#visitor.begin(
        visitor,
        authVisits(() => this.#clock.nowMs()),
      );
    void this.#sockets.start();
    this.#leaveRounds =
      this.#options.watchRounds?.(
        (round) => {
          this.#slices.begin(round);
          this.#options.meter?.roundChanged(round);
        },
        () => this.#settling(),
      ) ?? this.#leaveRounds;
    this.#stopTicking = this.#clock.every(PROGRESS_EVERY_MS, () => this.#tick());
    this.#tick();
  }

  /** Tells how the traffic is doing, and whether the target is still there. */
  #tick(): void {
    const { onProgress, onGone, stages } = this.#options;
    onProgress({
      elapsedMs: this.#elapsedMs(),
      durationMs: stagesDurationMs(stages),
      vus: this.#model.vus,
      ...this.#watch.turn(),
      measurer: this.#slices.measurer,
    });
    const gone = this.#watch.goneReason();
    if (gone !== undefined) onGone(gone);
  }

  async #end(): Promise<string> {
    this.#visitor.retire();
    await this.#sockets.leave();
    await this.#visitor.end(VISITOR_DRAIN_MS);
    this.#stopTicking();
    this.#stopWatching();
    this.#leaveRounds();
    return this.#slices.finish();
  }

  #settling(): () => boolean {
    const model = this.#model;
    return settling({
      underWay: this.#watch.recorder.underWay,
      waitingSinceMs: () => ('waitingSinceMs' in model ? model.waitingSinceMs : undefined),
      elapsedMs: () => this.#elapsedMs(),
    });
  }

  #elapsedMs(): number {
    return this.#clock.nowMs() - this.#startedMs;
  }

  #makeCrew(thinkLag: LatencyHistogram | undefined): Crew {
    const { target, sessions, dealershipId, runTag, seed = 1, segment, offered, created } = this.#options;
    const [clock, ownDelay] = [this.#clock, this.#ownDelay];
    const parts = {
      ...this.#watch.parts,
      offered,
      trace: this.#trace,
      clock,
      ...(thinkLag !== undefined && { thinkLag }),
    };
    return new Crew({
      target,
      sessions,
      dealershipId,
      runTag,
      seed,
      segment,
      clock,
      ownDelay,
      parts,
      created,
    });
  }

  /** @param counters set for the open model */
  #makeModel(counters: ArrivalCounters | undefined): ArrivalRate | RampingVus {
    const { stages, load, arrivals, offered, meter, signal, onTrouble, startWake } = this.#options;
    return makeModel({
      stages,
      load,
      arrivals,
      counters,
      makeUser: this.#crew.makeUser.bind(this.#crew),
      nextFlow: meteredFlows(flowPicker(offered), meter),
      clock: this.#clock,
      ownDelay: this.#ownDelay,
      elapsedMs: () => this.#elapsedMs(),
      signal,
      onTrouble,
      ...(startWake !== undefined && { startWake }),
    });
  }

  #makeSockets(): SocketUsers {
    const {
      target,
      measures = new Set(),
      meter,
      stages,
      pairs,
      segment,
      sessions,
      onFailure,
      onTrouble,
    } = this.#options;
    const { userSessions } = this.#crew;
    return new SocketUsers({
      target,
      clock: this.#clock,
      trace: this.#trace,
      ownDelay: this.#ownDelay,
      measures,
      meter,
      pairs: pairs ?? pairsFor(peakVus(stages)),
      segment,
      sessions: userSessions.length > 1 ? userSessions : sessions,
      makePoster: this.#crew.makePoster.bind(this.#crew),
      onFailure,
      onTrouble,
    });
  }

  #sideCounts(): Pick<Slice, 'services' | 'sockets' | 'preparation' | 'renewals' | 'underWayMs'> {
    const sockets = this.#sockets.takeSlice();
    const preparation = this.#watch.preparations.takeSlice();
    const renewals = sum(this.#options.sessions.map((session) => session.renewals)) - this.#renewalsTold;
    this.#renewalsTold += renewals;
    const underWayMs = this.#options.load && this.#crew.underWayMs();
    return {
      services: this.#watch.services.takeSlice(),
      ...(sockets !== undefined && { sockets }),
      ...(preparation !== undefined && { preparation }),
      ...(renewals > 0 && { renewals }),
      ...(underWayMs !== undefined && { underWayMs }),
    };
  }
}
