import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';

/** The caller, as the gateway read it from the access token and passes it to the services. */
export interface Identity {
  readonly userId: string;
  readonly email: string;
  readonly role: string;
  /** A UUID, or an empty string when the token names no dealership. */
  readonly dealershipId: string;
}

/**
 * A small key-value store whose keys expire: Redis when `REDIS_URL` is set, otherwise an in-process map.
 * Holds refresh tokens, blacklisted access tokens, reset tokens and rate-limit windows.
 */
export interface Store {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, lifeSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  /**
   * Sliding log, one atomic step: counts the hits of `key` within the last `windowSeconds` and adds one if there are
   * fewer than `limit`. A rejected hit is not logged. `resetSeconds` is the time until the key expires.
   */
  hit(
    key: string,
    limit: number,
    windowSeconds: number,
  ): Promise<{ allowed: boolean; remaining: number; resetSeconds: number }>;
  close(): Promise<void>;
}

/** Everything that a service needs from the sandbox. */
export interface SandboxContext {
  readonly pool: Pool;
  readonly store: Store;
  /** 32-byte key of the customers' encrypted fields. */
  readonly piiKey: Buffer;
  /**
   * Runs `work` and adds its wall time to the part `part` of the request's Server-Timing. Uses AsyncLocalStorage, so it
   * works anywhere below a request handler. Outside one it only runs the work.
   */
  timed<T>(part: 'db' | 'crypto', work: () => T | Promise<T>): Promise<T>;
  /**
   * Reads an access token (without the word `Bearer`); undefined when it is not valid now. For the sockets, whose
   * routes the gateway does not check.
   */
  verifyToken(token: string): Identity | undefined;
}

/**
 * Adds the routes of a service to the app, with full gateway paths (`/api/v1/deals`). The gateway's hooks run before a
 * handler: format checks, metrics, token, rate limits. `request.identity` is set on every authenticated route.
 */
export type Service = (app: FastifyInstance, context: SandboxContext) => void | Promise<void>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the gateway on authenticated routes. */
    identity?: Identity;
  }
  interface FastifyContextConfig {
    /** The tier of the rate limits that the route counts against. Default: `user+dealership`. */
    rateTier?: 'bypass' | 'ip' | 'user+dealership' | 'none';
    /** Whether the route needs a valid access token. Default: true. */
    authenticated?: boolean;
    /**
     * The error of a 500 after a database error, e.g. `Failed to create visit`. Default: the method's verb and the
     * service's noun.
     */
    failure?: string;
  }
}
