import { createHash } from 'node:crypto';
import type { RunOrder } from './real-run.ts';

/**
 * A hash of what is to be done in a run. Runs of the same name and another order, a shorter load for example, are not counted
 * together, unless their version did not keep the order (`runsOf`).
 *
 * @param parts plain data, in the same order each time
 */
export function orderHash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** The hash of a run through the recording proxy. Of its condition the name counts: the number of busy threads is the machine's. */
export function realOrder({ condition, project, only = [], settings = {}, slow, stops }: RunOrder): string {
  return orderHash([condition.name, project, only, Object.entries(settings).sort(), slow, stops]);
}
