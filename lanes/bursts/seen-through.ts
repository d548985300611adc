import type { RunContext } from '../../src/record/run-context.ts';

/**
 * Has the lane see through what may make something on the target. A Ctrl-C ends the test before the work: the lane then waits for
 * it at its end, and its journal gets all that the work makes.
 *
 * @returns the work
 */
export function seenThrough<T>(run: RunContext, work: Promise<T>): Promise<T> {
  run.work = work;
  return work;
}
