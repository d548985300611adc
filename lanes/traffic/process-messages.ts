import type { Progress } from '../../src/traffic/watch/progress.ts';

/** What the traffic lane tells a process that drives a share of its traffic. */
export type ToProcess =
  /** The traffic of all begins at this moment, in milliseconds since 1970. */
  | { readonly kind: 'begin'; readonly atEpochMs: number }
  /** A burst, a removal or a round ends: it is to say when the requests have ended that are under way in it. */
  | { readonly kind: 'settle'; readonly number: number }
  /** The traffic ends before its stages do. */
  | { readonly kind: 'end' };

/** What such a process tells the lane. */
export type FromProcess =
  /** Its users are signed in, with the accounts of these ids, of which it made so many. */
  | { readonly kind: 'ready'; readonly accounts: readonly string[]; readonly made: number }
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** The requests have ended that were under way when it was asked for the last time, by the number of that. */
  | { readonly kind: 'settled'; readonly number: number }
  /** It could not reach the target any more. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** It ends, since this went wrong. */
  | { readonly kind: 'failed'; readonly why: string };
