import type { Refusal } from '../measure/refusals.ts';
import type { Operation } from '../target/operation.ts';

/** One request of a burst. */
export interface NextRequest {
  readonly path: string;
  readonly body?: string;
  /** Names and values in turn, in place of the burst's; only a paced burst takes them. */
  readonly headers?: string[];
}

/** What a burst sends, again and again. */
export interface BurstRequest {
  readonly operation: Operation;
  /** Address of the target, e.g. `http://localhost:8080`; it may have a path. */
  readonly origin: string;
  readonly tlsVerify: boolean;
  /** Headers of every request, the access token included. Never logged. */
  readonly headers: Readonly<Record<string, string>>;
  /** Builds the next request's path and body. Undefined when there is nothing left to send: the burst then ends. */
  next(): NextRequest | undefined;
  /** Called for each request that a rate limiter refuses (429). */
  onRefused?(refusal: Refusal): void;
  /** Called with the body of each success, for operations that make something. */
  onSuccess?(body: Buffer): void;
}
