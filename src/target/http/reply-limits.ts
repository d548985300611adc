import type { Outcome } from '../../measure/outcome.ts';

/** Above the gateway's own 30 s towards its services, so that its 503 is seen rather than our timeout. */
export const ANSWER_TIMEOUT_MS = 35_000;

/** In the preflight, where a person waits for each answer; the first of a target may find it cold. */
export const PREFLIGHT_TIMEOUT_MS = 6_000;

/**
 * How long a target may stay silent in the preflight before that is reported: within ten seconds, those of a slow machine
 * included. A sign-in, which costs the target a password hash of about half a second, and a look at an operation get all of it.
 */
export const SILENCE_MS = 8_000;

/**
 * The longest body of a reply, on the wire and decompressed: an unpaged list of ten thousand customers has about 5 MiB. What
 * is longer is cut off with the outcome `too_large`, since a body without an end would fill the memory.
 */
export const LONGEST_REPLY_BYTES = 8 * 1024 * 1024;

/** The longest file of the web client that the preflight reads: bundles for development have source maps in them. */
export const LONGEST_FILE_BYTES = 32 * 1024 * 1024;

/** Ends a reply that is longer, or takes longer, than any reply may. */
export class ReplyLimitError extends Error {
  readonly code: 'REPLY_TOO_LARGE' | 'REPLY_TIMEOUT';

  constructor(code: ReplyLimitError['code']) {
    super(code === 'REPLY_TOO_LARGE' ? 'the reply is too large' : 'the reply takes too long');
    this.code = code;
  }
}

/** The body of a reply so far. Almost every reply comes in one piece, and then nothing is copied or collected. */
export class ReplyPieces {
  readonly #longestBytes: number;
  #first: Buffer | undefined;
  #further: Buffer[] | undefined;
  #bytes = 0;

  constructor(longestBytes = LONGEST_REPLY_BYTES) {
    this.#longestBytes = longestBytes;
  }

  /** Takes one more piece. Returns false, and keeps nothing, when the body has become too long. */
  add(piece: Buffer): boolean {
    this.#bytes += piece.length;
    if (this.#bytes > this.#longestBytes) {
      this.#first = undefined;
      this.#further = undefined;
      return false;
    }
    if (this.#first === undefined) this.#first = piece;
    else if (this.#further === undefined) this.#further = [piece];
    else this.#further.push(piece);
    return true;
  }

  /** The whole body. The pieces are forgotten: the next reply may come. */
  take(): Buffer {
    const first = this.#first ?? EMPTY;
    const body = this.#further === undefined ? first : Buffer.concat([first, ...this.#further]);
    this.clear();
    return body;
  }

  /** Forgets the pieces. */
  clear(): void {
    this.#first = undefined;
    this.#further = undefined;
    this.#bytes = 0;
  }
}

const EMPTY = Buffer.alloc(0);

/** Why there was no complete answer, for people: with the time that was waited, or the size that was read. */
export function noAnswerWords(
  failure: Outcome,
  timeoutMs: number,
  longestBytes = LONGEST_REPLY_BYTES,
): string {
  if (failure === 'timeout') return `no complete answer within ${timeoutMs / 1000} s`;
  if (failure === 'too_large')
    return `an answer that was cut off, since it is longer than any may be (${longestBytes / 1024 ** 2} MiB)`;
  return `no answer (${failure})`;
}
