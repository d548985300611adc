import { availableParallelism } from 'node:os';

/** What else the machine does while a real run is measured. */
export interface Condition {
  readonly name: 'quiet' | 'two busy threads' | 'eight busy threads per core';
  readonly busyThreads: number;
}

export const QUIET: Condition = { name: 'quiet', busyThreads: 0 };
export const TWO_BUSY: Condition = { name: 'two busy threads', busyThreads: 2 };
export const STARVED: Condition = {
  name: 'eight busy threads per core',
  busyThreads: 8 * availableParallelism(),
};
