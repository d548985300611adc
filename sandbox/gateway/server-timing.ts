import { AsyncLocalStorage } from 'node:async_hooks';

import type { SandboxContext } from '../context.ts';
import type { Passage } from './passage.ts';

const current = new AsyncLocalStorage<Passage>();

/** Runs `work`, and everything that it starts, as a part of the request `passage`. */
export function asPartOf(passage: Passage, work: () => void): void {
  current.run(passage, work);
}

/** `timed` of the sandbox's context: adds the wall time of `work` to its request, if there is one. */
export const timed: SandboxContext['timed'] = async (part, work) => {
  const passage = current.getStore();
  if (passage === undefined) return work();
  const startedMs = performance.now();
  try {
    return await work();
  } finally {
    const spentMs = performance.now() - startedMs;
    if (part === 'db') passage.dbMs += spentMs;
    else passage.cryptoMs += spentMs;
  }
};

/**
 * The Server-Timing header of an answer sent at `nowMs`: `total` since the request was received, and the sums of
 * its parts, in ms. Parallel parts are added up, so they can exceed the total.
 */
export function serverTiming(passage: Passage, nowMs: number): string {
  const total = (nowMs - passage.startedMs).toFixed(3);
  return `total;dur=${total}, db;dur=${passage.dbMs.toFixed(3)}, crypto;dur=${passage.cryptoMs.toFixed(3)}`;
}
