import { formatMs } from '../base/format.ts';
import type { Exemplar } from '../measure/exemplars.ts';
import { parseServerTiming } from '../measure/server-timing.ts';

/** Where the time of one request went, in milliseconds, as far as its Server-Timing tells. The parts add up to it. */
export type RequestShares = NonNullable<ReturnType<typeof requestShares>>;

/** Splits a request; undefined when the target said nothing of it. */
export function requestShares({ serverTiming, latencyMs }: Exemplar) {
  const { totalMs, dbMs = 0, cryptoMs = 0 } = parseServerTiming(serverTiming);
  if (totalMs === undefined) return undefined;
  // Queries may run side by side, so that their sum is more than the whole.
  const factor = Math.min(1, totalMs / Math.max(dbMs + cryptoMs, Number.MIN_VALUE));
  const [db, crypto] = [dbMs * factor, cryptoMs * factor];
  return {
    dbMs: db,
    cryptoMs: crypto,
    /** The rest of the server's own time. */
    appMs: Math.max(0, totalMs - db - crypto),
    /** Outside of the server's own clock: network, queues before it, and the generator. */
    outsideMs: Math.max(0, latencyMs - totalMs),
  };
}

const NAMES: readonly (readonly [keyof RequestShares, string])[] = [
  ['dbMs', 'in the database'],
  ['cryptoMs', 'in encryption'],
  ['appMs', "in the server's own code"],
  ['outsideMs', 'outside of the server'],
];

/** The largest part in words: `1,050 of 1,204 ms in the database`. */
export function largestShare(exemplar: Exemplar): string | undefined {
  const shares = requestShares(exemplar);
  if (shares === undefined) return undefined;
  const [key, name] = [...NAMES].sort(([a], [b]) => shares[b] - shares[a])[0] ?? [];
  if (key === undefined) return undefined;
  return `${formatMs(shares[key])} of ${formatMs(exemplar.latencyMs)} ms ${name}`;
}
