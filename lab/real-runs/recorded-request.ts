/** One request as the recording proxy saw it. Times are wall-clock milliseconds with fractions. */
export interface RecordedRequest {
  /** Empty for a request without a trace: those of bursts and browsers. */
  readonly traceId: string;
  readonly isFromBrowser: boolean;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  /** When the proxy read the request's first bytes. */
  readonly receivedMs: number;
  /**
   * How much earlier they may have come at most: what the proxy did since it last waited for events. A user's clock starts
   * when they are written, so the true latency is up to this much longer than from `receivedMs` to `endedMs`.
   */
  readonly lateMs: number;
  /** When the proxy had handed the reply's last byte to the operating system. */
  readonly endedMs: number;
}

/** An operation whose replies the proxy holds back: `POST /api/v1/deals` by 600 ms, for example. */
export interface SlowRoute {
  readonly method: string;
  /** Without a query. */
  readonly path: string;
  readonly delayMs: number;
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
