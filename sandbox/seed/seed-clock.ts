/** The reference time of the seeded past, the same in every run. */
export const seedInstantMs = Date.UTC(2026, 0, 15, 9);

const dayMs = 24 * 3_600_000;

/** RFC 3339 of the instant `agoDays` days (or a fraction of one) before `fromMs`. */
export function seedTime(agoDays: number, fromMs: number = seedInstantMs): string {
  return new Date(Math.round(fromMs - agoDays * dayMs)).toISOString();
}
