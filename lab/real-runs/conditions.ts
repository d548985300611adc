import { availableParallelism } from 'node:os';

/** What else the machine does while a real run is measured. */
export interface Condition {
  readonly name: 'quiet' | 'two busy threads' | 'eight busy threads per core';
  /** Each in a session of its own, which is a scheduling group on many systems. */
  readonly busyThreads: number;
  /** Whether the suite may raise its priority, as root may. Without it, each busy thread has the same share of a core. */
  readonly mayGoFirst: boolean;
}

export const QUIET: Condition = { name: 'quiet', busyThreads: 0, mayGoFirst: true };
export const TWO_BUSY: Condition = { name: 'two busy threads', busyThreads: 2, mayGoFirst: true };
export const STARVED: Condition = {
  name: 'eight busy threads per core',
  busyThreads: 8 * availableParallelism(),
  mayGoFirst: false,
};
