/** One request as the recording proxy saw it. Times are wall-clock milliseconds with fractions. */
export interface RecordedRequest {
  readonly traceId: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  /** When the proxy read the request's first bytes. */
  readonly receivedMs: number;
  /** When the proxy had handed the reply's last byte to the operating system. */
  readonly endedMs: number;
}

/** What the proxy can be asked for. */
export type ProxyOrder = { readonly kind: 'take' };

/** All requests since the last time it was asked. */
export interface ProxyAnswer {
  readonly kind: 'recorded';
  readonly requests: readonly RecordedRequest[];
  /** Delay of the proxy's own event loop, p99 and maximum: what its records may be off by. */
  readonly ownDelayP99Ms: number;
  readonly ownDelayMaxMs: number;
}
