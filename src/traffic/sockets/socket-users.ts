import { sleep } from '../../base/clock.ts';
import { numberAmongAll, type Segment, shareOf } from '../../base/segment.ts';
import type { OwnDelay } from '../../measure/own-delay.ts';
import type { SocketSlice } from '../../measure/slice.ts';
import type { Session } from '../../target/session/session.ts';
import type { SocketMeasureId } from '../../target/socket-measures.ts';
import { drain } from '../models/drain.ts';
import type { ScenarioPlan } from '../plan/scenario-plan.ts';
import type { FailedRequest } from '../users/traffic-parts.ts';
import type { VirtualUser } from '../users/virtual-user.ts';
import type { TrafficMeter } from '../watch/traffic-meter.ts';
import workload from '../workload.json' with { type: 'json' };
import type { SocketParts } from './live-socket.ts';
import { SocketPair } from './socket-pair.ts';
import { SocketTally } from './socket-tally.ts';

/** Sockets are opened within this time, one after the other, and not all at once. */
const OPENED_WITHIN_MS = 5_000;
/** How long a poster may take to finish the request under way. */
const DRAIN_MS = 1_000;

export interface SocketUsersOptions extends Omit<SocketParts, 'tally'> {
  /** What is measured on sockets. When it is empty there are no socket users. */
  readonly measures: ReadonlySet<SocketMeasureId>;
  /** Bounds what this process adds to what is measured; nothing is bounded by default. */
  readonly ownDelay?: OwnDelay;
  /** Called at the end of each measurement too. */
  readonly meter?: TrafficMeter | undefined;
  /** How many pairs there are, see {@link pairsOf}. */
  readonly pairs: number;
  /** Set for the pairs of one of several segments. */
  readonly segment?: Segment | undefined;
  /** Sessions to choose from; nobody is paired with themselves. */
  readonly sessions: readonly Session[];
  /** Makes the user who posts. `made` is called with the id of what each success has made. */
  makePoster(number: number, session: Session, peer: Session, made: (id: string) => void): VirtualUser;
  onFailure(failed: FailedRequest): void;
}

/** The socket users of a traffic: pairs of users, each with sockets that are kept open. */
export class SocketUsers {
  readonly #options: SocketUsersOptions;
  readonly #tally: SocketTally;
  readonly #pairs: SocketPair[] = [];
  readonly #posters: VirtualUser[] = [];
  readonly #lives: Promise<void>[] = [];
  readonly #left = new AbortController();

  constructor(options: SocketUsersOptions) {
    this.#options = options;
    const { measures, meter, clock, ownDelay } = options;
    const onFailure = (failed: FailedRequest) => options.onFailure(failed);
    this.#tally = new SocketTally(measures, onFailure, meter, () => ownDelay?.mark(clock.nowMs()) ?? 0);
  }

  /** Opens the sockets, spread over the first seconds; resolves when all have been begun. */
  async start(): Promise<void> {
    const { measures, pairs: count, sessions, clock } = this.#options;
    if (measures.size === 0 || sessions.length < 2) return;
    const { signal } = this.#left;
    for (let number = 0; number < count && !signal.aborted; number += 1) {
      this.#startPair(number);
      await sleep(clock, OPENED_WITHIN_MS / count, signal);
    }
  }

  /** What the sockets did since the last slice; undefined when there are none. */
  takeSlice(): SocketSlice | undefined {
    return this.#pairs.length === 0 ? undefined : this.#tally.takeSlice();
  }

  /** Closes all sockets and sends the posters home. */
  async leave(): Promise<void> {
    this.#left.abort();
    for (const poster of this.#posters) poster.retire();
    for (const pair of this.#pairs) pair.leave();
    const { clock, ownDelay } = this.#options;
    const ownDelayMs = await drain(clock, DRAIN_MS, this.#lives, ownDelay);
    await Promise.all(this.#posters.map((poster) => poster.leave(ownDelayMs)));
  }

  #startPair(number: number): void {
    const { measures, sessions, target, trace, clock, onTrouble, makePoster, segment } = this.#options;
    const posterSession = sessions[(2 * number) % sessions.length];
    const listenerSession = sessions[(2 * number + 1) % sessions.length];
    if (posterSession === undefined || listenerSession === undefined) return;
    let lastMadeId: string | undefined;
    const user = makePoster(number, posterSession, listenerSession, (id) => {
      lastMadeId = id;
    });
    const poster = { user, lastMadeId: () => lastMadeId };
    const among = segment === undefined ? number : numberAmongAll(number, segment);
    const hasBoard = among < workload.sockets.mostBoards;
    const pair = new SocketPair(
      { target, trace, clock, tally: this.#tally, onTrouble: (error) => onTrouble(error) },
      { measures, poster, posterSession, listenerSession, hasBoard },
    );
    this.#posters.push(user);
    this.#pairs.push(pair);
    this.#lives.push(pair.live());
  }
}

/** What of a plan says how many pairs there are. */
type PairedPlan = Pick<ScenarioPlan, 'peakVus' | 'search' | 'partOf'>;

/**
 * How many pairs the traffic of a scenario has, or of a segment of it: virtual users outnumber them by far. They are the same at
 * each load of a search: those of its first, since those of its highest would be a load themselves.
 */
export function pairsOf({ partOf, ...plan }: PairedPlan): number {
  if (partOf === undefined) return pairsFor(firstVus(plan));
  return shareOf(pairsFor(firstVus(partOf.whole)), partOf.segment);
}

/** The users of a search's first load; for a rate, the same share of the users as its first rate is of the highest. */
function firstVus({ peakVus, search }: Omit<PairedPlan, 'partOf'>): number {
  if (search === undefined) return peakVus;
  return search.unit === 'users' ? search.start : (peakVus * search.start) / search.most;
}

/** How many pairs so many virtual users have. */
export function pairsFor(peakVus: number): number {
  const { vusPerPair, leastPairs, mostPairs } = workload.sockets;
  return Math.min(mostPairs, Math.max(leastPairs, Math.floor(peakVus / vusPerPair)));
}
