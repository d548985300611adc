import type { Route } from '../environments/target.ts';
import type { SocketMeasureId } from '../socket-measures.ts';
import type { TargetConnection } from './inspect-connection.ts';

/**
 * What the preflight found out about one thing. `refused` keeps the run from starting: it would measure nothing
 * sensible. `warning` does not, but the report repeats it.
 */
export interface Finding {
  readonly check: 'reachable' | 'healthy' | 'protocol' | 'sign-in' | 'offered' | 'clock' | 'rate limits';
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

/** The limits that the target announces, as far as they can be seen from outside. */
export interface RateLimits {
  /** False when the target sends the headers but counts nothing. */
  readonly enabled: boolean;
  /** Requests per minute and user; undefined when no header names it. */
  readonly perUserPerMinute: number | undefined;
  /** Requests per minute and dealership: never announced, so the documented default is assumed. */
  readonly perDealershipPerMinute: number;
  /** Requests per minute and client address on the public auth routes; undefined when no header names it. */
  readonly perAddressPerMinute: number | undefined;
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
