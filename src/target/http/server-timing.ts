/** Where the target's time for one request went, by its own account, in milliseconds. Parts that it does not name are absent. */
export interface ServerTiming {
  readonly totalMs?: number;
  readonly dbMs?: number;
  readonly cryptoMs?: number;
}

const PART = /(?:^|,)\s*(total|db|crypto)\s*;[^,]*?\bdur=([0-9.]+)/g;

/** Reads the parts `total`, `db` and `crypto` of a Server-Timing header; others are ignored. */
export function parseServerTiming(header: string): ServerTiming {
  return Object.fromEntries(
    [...header.matchAll(PART)].map(([, name, duration]) => [`${name}Ms`, Number(duration)]),
  );
}
