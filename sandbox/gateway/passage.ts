/** What the gateway records about one request. Times in ms of the monotonic clock. */
export interface Passage {
  readonly startedMs: number;
  readonly requestId: string;
  /** Wall time in the database so far. */
  dbMs: number;
  /** Wall time of encrypting, decrypting and hashing so far. */
  cryptoMs: number;
  /** Whether the metrics count the request as in flight: from the format checks to its answer or abort. */
  counted: boolean;
  /** What is wrong with a body that the gateway does not check and the service cannot read. */
  unreadableBody: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on all routes except unknown ones and static files. */
    passage: Passage | undefined;
  }
}

/** A passage that starts now. */
export function newPassage(requestId: string): Passage {
  return {
    startedMs: performance.now(),
    requestId,
    dbMs: 0,
    cryptoMs: 0,
    counted: false,
    unreadableBody: undefined,
  };
}
