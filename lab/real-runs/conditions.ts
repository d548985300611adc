import { availableParallelism } from 'node:os';

/** What else the machine does while a real run is measured. */
export interface Condition {
  readonly name: 'quiet' | 'two busy threads' | 'eight busy threads per core';
  readonly busyThreads: number;
}

/** The conditions that a real run is held to, from the best to the worst. */
export const CONDITIONS: readonly Condition[] = [
  { name: 'quiet', busyThreads: 0 },
  { name: 'two busy threads', busyThreads: 2 },
  { name: 'eight busy threads per core', busyThreads: 8 * availableParallelism() },
];
