/** Nanoseconds from the Unix epoch to the monotonic clock's zero, read once so that stamps never go back. */
const epochOffsetNs = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();

/**
 * The current time as RFC 3339 in UTC with nanoseconds, as in the product's replies to a create. The database only keeps
 * microseconds, so the same object has fewer digits when it is read back.
 */
export function stampNow(): string {
  const ns = process.hrtime.bigint() + epochOffsetNs;
  return stampOf(ns);
}

/** RFC 3339 in UTC with nanoseconds of `epochNs`, nanoseconds since the Unix epoch. */
export function stampOf(epochNs: bigint): string {
  const wholeMs = epochNs / 1_000_000n;
  const belowMs = String(epochNs % 1_000_000n).padStart(6, '0');
  return `${new Date(Number(wholeMs)).toISOString().slice(0, -1)}${belowMs}Z`;
}

/** RFC 3339 in UTC with whole seconds. */
export function stampSeconds(at: Date = new Date()): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/**
 * RFC 3339 of a `timestamp` column as PostgreSQL prints it (`2026-01-31 10:20:30.123456`). The services' tables
 * hold UTC without a zone: its text does not depend on the session's time zone, and a JavaScript Date would lose
 * the microseconds.
 */
export function stampFromColumn(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11)}Z`;
}
