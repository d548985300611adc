import bcrypt from 'bcrypt';

import type { SandboxContext } from '../context.ts';

/**
 * Hashes that run at the same time. bcrypt computes in the thread pool, and its four threads would take both cores of
 * a two-core machine.
 */
const SIDE_BY_SIDE = 2;

/** Hashes and compares passwords with bcrypt, counted as `crypto` time of the request. */
export interface Passwords {
  hash(password: string): Promise<string>;
  matches(password: string, hash: string): Promise<boolean>;
}

/** Passwords with bcrypt's `cost`. The time that a hash waits for its turn does not count as `crypto`. */
export function createPasswords(cost: number, timed: SandboxContext['timed']): Passwords {
  return {
    hash: (password) => inTurn(() => timed('crypto', () => bcrypt.hash(password, cost))),
    matches: (password, hash) => inTurn(() => timed('crypto', () => bcrypt.compare(password, hash))),
  };
}

// Shared by the whole process, like the thread pool.
const waiting: Array<() => void> = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= SIDE_BY_SIDE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    // The turn goes to the next in line, if there is one.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
