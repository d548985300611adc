import type { Clock } from '../base/clock.ts';
import { numberAmongAll, type Segment } from '../base/segment.ts';
import type { OwnDelay } from '../measure/own-delay.ts';
import type { Slice } from '../measure/slice.ts';
import type { Target } from '../target/environments/target.ts';
import { Connection } from '../target/http/connection.ts';
import { acceptEncoding } from '../target/http/reply-body.ts';
import type { Operation } from '../target/operation.ts';
import { UserFaker } from '../target/request-data/user-faker.ts';
import type { Session } from '../target/session/session.ts';
import type { ArrivalGate } from './arrivals/arrival-gate.ts';
import type { TrafficParts } from './users/traffic-parts.ts';
import { VirtualUser } from './users/virtual-user.ts';

/** Takes note of a thing that a user has made on the target or deleted there. */
export type Created = (operation: Operation, id: string, dealershipId: string, userId: string) => void;

export interface CrewOptions {
  readonly target: Target;
  /** Sessions of the accounts; virtual users share them in turn. The last one is for the auth visitor alone. */
  readonly sessions: readonly Session[];
  readonly dealershipId: string;
  readonly runTag: string;
  /** What the choices of all users follow from, a whole number from 1 on; 1 by default. */
  readonly seed?: number;
  /** Set for one of several segments, whose users are like no user of another one. */
  readonly segment?: Segment | undefined;
  readonly clock: Clock;
  /** Bounds what this process adds to latencies. */
  readonly ownDelay: OwnDelay;
  /** What all users share. */
  readonly parts: Omit<TrafficParts, 'created'>;
  readonly created: Created;
}

/** More than any run makes, so that no user of one seed is like a user of the next. */
const USERS_PER_SEED = 2 ** 24;

/** What another sign-in with its account makes fail. */
const NEEDS_OWN_ACCOUNT = 'auth.refresh';

/** What differs from user to user. */
interface UserToMake {
  readonly session: Session;
  /** The account that this user writes to; undefined for one that writes to nobody. */
  readonly peer: Session | undefined;
  readonly address: string;
  readonly gate?: ArrivalGate | undefined;
  /** Called with the id of each thing that the user makes. */
  readonly made?: ((id: string) => void) | undefined;
  /** What the user does without; nothing by default. */
  readonly without?: string | undefined;
}

/** Makes the users of a traffic, each with a connection, a session, and data that no other user has. */
export class Crew {
  readonly #options: CrewOptions;
  /** The accounts of everybody but the auth visitor. */
  readonly userSessions: readonly Session[];
  /** Those who have not left. */
  readonly #users = new Set<VirtualUser>();
  #made = 0;

  constructor(options: CrewOptions) {
    this.#options = options;
    this.userSessions = options.sessions.slice(0, -1);
  }

  /** The account of the auth visitor. */
  get visitorSession(): Session | undefined {
    return this.#options.sessions.at(-1);
  }

  /**
   * Makes a user that shares an account with others.
   * @param index no two users have the same one at the same time
   * @param gate set in the open model
   */
  makeUser(index: number, gate?: ArrivalGate): VirtualUser {
    const sessions = this.userSessions;
    const session = sessions[index % sessions.length];
    if (session === undefined) throw new Error('traffic: no session for a virtual user');
    const next = sessions[(index + 1) % sessions.length];
    // Nobody writes to themselves: with a single account the users write to the auth visitor.
    const peer = next === session ? this.visitorSession : next;
    return this.#make({ session, peer, address: this.#addressOf(18, index), gate });
  }

  /**
   * Makes the user that visits the auth service; undefined when there is no account for it. In a run that only reads it may have to
   * share the test user's. Journeys and bursts sign in with that too, and each sign-in replaces the account's only refresh token.
   */
  makeVisitor(): VirtualUser | undefined {
    const session = this.visitorSession;
    if (session === undefined) return undefined;
    const isShared = session.account.email === this.#options.target.account.email;
    const without = isShared ? NEEDS_OWN_ACCOUNT : undefined;
    return this.#make({ session, peer: undefined, address: this.#addressOf(19, 0), without });
  }

  /** Makes a user that posts for a pair of sockets; `number` counts the pairs from 0. */
  makePoster(number: number, session: Session, peer: Session, made: (id: string) => void): VirtualUser {
    return this.#make({ session, peer, address: this.#addressOf(19, number + 1), made });
  }

  /**
   * How long each measured request that is under way has waited for certain, in whole milliseconds, by operation; undefined when
   * there is none. What this process may have added is taken off: a reply that waits to be read makes none longer.
   */
  underWayMs(): Slice['underWayMs'] {
    const { clock, ownDelay } = this.#options;
    const ownDelayMs = ownDelay.mark(clock.nowMs());
    const waiting = [...this.#users]
      .flatMap((user) => user.waiting(ownDelayMs) ?? [])
      .filter(({ waitedMs }) => waitedMs >= 1);
    if (waiting.length === 0) return undefined;
    const byId = [...Map.groupBy(waiting, ({ operationId }) => operationId)];
    return Object.fromEntries(
      byId.map(([id, requests]) => [id, requests.map(({ waitedMs }) => Math.floor(waitedMs))]),
    );
  }

  #make({ session, peer, address, gate, made, without }: UserToMake): VirtualUser {
    const { target, dealershipId, runTag, clock, ownDelay, parts, created } = this.#options;
    const userParts: TrafficParts = {
      ...parts,
      ...(without !== undefined && {
        offered: new Map([...parts.offered].filter(([id]) => id !== without)),
      }),
      ...(gate !== undefined && { gate }),
      created: (operation, id, dealership) => {
        created(operation, id, dealership, session.user.id);
        made?.(id);
      },
      left: () => this.#users.delete(user),
    };
    const connection = new Connection(target.baseUrl, { tlsVerify: target.tlsVerify, clock, ownDelay });
    const context = {
      // Not the index: that is used again when a user has left, and the same seed would make the same e-mails and VINs.
      faker: new UserFaker(this.#nextSeed()),
      dealershipId,
      homeDealershipId: session.user.dealershipId,
      userId: session.user.id,
      credentials: { email: session.account.email, password: session.account.password.reveal() },
      runTag,
      known: peer === undefined ? {} : { peerUserId: peer.user.id },
    };
    const headers = [
      'accept-encoding',
      acceptEncoding(target.baseUrl),
      // It goes around a protection of the target, so it is sent to own systems only.
      ...(target.ownSystem ? ['x-forwarded-for', address] : []),
    ];
    const user = new VirtualUser(userParts, session, connection, context, headers);
    this.#users.add(user);
    return user;
  }

  #nextSeed(): number {
    const { seed = 1, segment } = this.#options;
    const number = this.#made++;
    const among = segment === undefined ? number : numberAmongAll(number, segment);
    return (seed - 1) * USERS_PER_SEED + 1_000 + among;
  }

  #addressOf(half: 18 | 19, index: number): string {
    const { segment } = this.#options;
    return addressOf(half, segment === undefined ? index : numberAmongAll(index, segment));
  }
}

/**
 * An address for each user, so that the public routes are limited per user and not for the generator as a whole. RFC
 * 2544 sets 198.18.0.0 to 198.19.255.255 aside for benchmarks.
 * @param half 18 for users, 19 for the auth visitor and posters
 */
function addressOf(half: 18 | 19, index: number): string {
  return `198.${half}.${Math.floor(index / 250) % 250}.${(index % 250) + 1}`;
}
