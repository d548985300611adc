import type { Dispatcher } from 'undici';
import type { Outcome } from '../../measure/outcome.ts';

/** Body of a reply that has none. */
export const EMPTY = Buffer.alloc(0);
const NO_HEADERS = {};

/** What came back, or why nothing did. */
export interface Exchange {
  /** 0 when no answer came. */
  status: number;
  /** In lower case. */
  contentType: string;
  /** Value of the Server-Timing header, of several all; or an empty string. */
  serverTiming: string;
  /** Lower-cased reply headers; values as received. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Decompressed. */
  body: Buffer;
  /** Length of the body on the wire. */
  bodyBytes: number;
  /**
   * Whether the request was sent a second time: the server had closed the reused connection that it was written to, as it
   * may at any time. The latency is that of both.
   */
  isRepeated: boolean;
  /** First byte written to last byte read (or to the failure), in microseconds; undefined when nothing was written. */
  latencyUs: number | undefined;
  /** How much of the latency this process may have added at most, in microseconds; 0 where nothing watches it. */
  ownDelayUs: number;
  /** Set when no complete answer came. */
  failure: Outcome | undefined;
}

export interface WireRequest {
  readonly method: Dispatcher.HttpMethod;
  readonly path: string;
  /** Name, value, name, value …: as undici takes it without copying. */
  readonly headers: string[];
  readonly body: string | undefined;
}

/** An exchange before its first use. */
export function emptyExchange(): Exchange {
  return {
    status: 0,
    contentType: '',
    serverTiming: '',
    headers: NO_HEADERS,
    body: EMPTY,
    bodyBytes: 0,
    isRepeated: false,
    latencyUs: undefined,
    ownDelayUs: 0,
    failure: undefined,
  };
}

/** Lets go of what is long in a reply. */
export function forgetReply(exchange: Exchange): void {
  exchange.contentType = '';
  exchange.serverTiming = '';
  exchange.headers = NO_HEADERS;
  exchange.body = EMPTY;
}
