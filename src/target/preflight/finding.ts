import type { Route } from '../environments/target.ts';
import type { SocketMeasureId } from '../socket-measures.ts';

/**
 * What the preflight found out about one thing. `refused` keeps the run from starting: it would measure nothing
 * sensible. `warning` does not, but the report repeats it.
 */
export interface Finding {
  readonly check:
    | 'reachable'
    | 'healthy'
    | 'protocol'
    | 'sign-in'
    | 'offered'
    | 'search'
    | 'clock'
    | 'rate limits'
    | 'writes'
    | 'segment'
    | 'processes'
    | 'limits'
    | 'accounts'
    | 'budget'
    | 'web client'
    | 'undisturbed time'
    | 'normal load';
  readonly kind: 'fine' | 'warning' | 'refused';
  readonly found: string;
  /** What to do about it; absent when all is fine. */
  readonly wayOut?: string;
}

/**
 * How one operation stands on this target. `broken` is what the environment is expected to offer and the target neither
 * serves nor clearly says that it lacks: a service that is down, a web page in place of a reply.
 */
export type Offer = Route | { readonly kind: 'broken'; readonly reason: string };

/** Before each further look at what was not served: a service that is just being restarted deserves another one. */
export const PAUSES_MS = [500, 1_500] as const;

/**
 * What two looks at the same thing say together, neither of which was an offer. Only the same refusal of the router each time
 * says clearly that there is no such route: a single 501 among failures, or a router that refuses in another way each time, is
 * broken.
 */
export function lookedAgain(before: Offer, now: Offer): Offer {
  if (now.kind !== 'not offered' || before.kind === 'offered') return now;
  if (before.kind === 'broken') return before;
  if (before.reason === now.reason) return now;
  return { kind: 'broken', reason: `${before.reason}, and then ${now.reason}` };
}

/** The limits that the target announces, as far as they can be seen from outside. */
export interface RateLimits {
  /** False when the target sends the headers but counts nothing. */
  readonly enabled: boolean;
  /** Requests per minute and user; undefined when no header names it. */
  readonly perUserPerMinute: number | undefined;
  /**
   * Requests per minute and dealership: never announced, so the documented default is assumed, or the limit of a user
   * where that is higher.
   */
  readonly perDealershipPerMinute: number;
  /** Requests per minute and client address on the public auth routes; undefined when no header names it. */
  readonly perAddressPerMinute: number | undefined;
  /** In which the target counts, the shortest of its limits; a minute when left out. */
  readonly windowSeconds?: number;
}

/** How the target is talked to, as far as the browser and the bursts have to know. */
export interface TargetConnection {
  /** What virtual users and browsers speak: the server chooses. */
  readonly protocol: 'HTTP/1.1' | 'HTTP/2';
  /** Whether it speaks HTTP/1.1 too, which the bursts need. */
  readonly speaksHttp1: boolean;
  /**
   * SHA-256 digests (base64) of the public keys of its certificates, which were verified here unless TLS_VERIFY is off.
   * A browser reads neither TLS_VERIFY nor NODE_EXTRA_CA_CERTS, so it is told to accept these keys.
   */
  readonly keys: readonly string[];
}

/** Everything that the preflight found out. */
export interface Preflight {
  readonly findings: readonly Finding[];
  /** By operation id. */
  readonly offers: Readonly<Record<string, Offer>>;
  /** By id of what is measured on sockets. */
  readonly sockets: Readonly<Record<SocketMeasureId, Offer>>;
  readonly rateLimits: RateLimits;
  readonly connection: TargetConnection;
}
