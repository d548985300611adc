import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';

/** Who is asking, as the gateway read it off the access token and hands it to the services. */
export interface Identity {
  readonly userId: string;
  readonly email: string;
  readonly role: string;
  /** A UUID, or an empty string when the token names no dealership. */
  readonly dealershipId: string;
}

/**
 * A small key-value store with lives: Redis when `REDIS_URL` is set, otherwise an in-process map.
 * Holds refresh tokens, black-listed access tokens, reset tokens and rate-limit windows, nothing else.
 */
export interface Store {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, lifeSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  /**
   * Sliding log: counts the hits of `key` within the last `windowSeconds` and, if fewer than `limit`, adds one
   * (a refused hit is not logged). One atomic step. `resetSeconds` is the remaining life of the key.
   */
  hit(
    key: string,
    limit: number,
    windowSeconds: number,
  ): Promise<{ allowed: boolean; remaining: number; resetSeconds: number }>;
  close(): Promise<void>;
}

/** Everything a service needs of the sandbox around it. */
export interface SandboxContext {
  readonly pool: Pool;
  readonly store: Store;
  /** 32-byte key of the customers' encrypted fields. */
  readonly piiKey: Buffer;
  /**
   * Runs `work` and adds its wall time to the request's Server-Timing part `part` (`db` or `crypto`). Works
   * through AsyncLocalStorage, so it can be called anywhere below a request handler; outside one it only runs
   * the work.
   */
  timed<T>(part: 'db' | 'crypto', work: () => T | Promise<T>): Promise<T>;
  /**
   * Reads an access token (without the word `Bearer`). Undefined when the token is not valid now. For the
   * sockets, whose routes the gateway lets through unasked.
   */
  verifyToken(token: string): Identity | undefined;
}

/**
 * A service is a function that adds its routes, with full gateway paths (`/api/v1/deals`), to the app. The
 * gateway's hooks have run before a handler does: format checks, metrics, token, rate limits.
 * `request.identity` is set on every authenticated route.
 */
export type Service = (app: FastifyInstance, context: SandboxContext) => void | Promise<void>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the gateway on authenticated routes. */
    identity?: Identity;
  }
  interface FastifyContextConfig {
    /** Which tier of the rate limits the route counts against. Default: `user+dealership`. */
    rateTier?: 'bypass' | 'ip' | 'user+dealership' | 'none';
    /** Whether the route wants a valid access token. Default: true. */
    authenticated?: boolean;
    /**
     * What the answer 500 says when the database refuses, e.g. `Failed to create visit`. Default: made of the
     * method and the service's noun.
     */
    failure?: string;
  }
}
