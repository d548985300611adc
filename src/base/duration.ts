/** The longest run, as in the tables of scenarios: two days. A timer of Node fires at once when it is set to more than 24.8 days. */
export const LONGEST_RUN_MS = 48 * 3_600_000;

const UNIT_MS = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|h|m|s)/g;

/**
 * Reads a duration as k6 writes it: `30s`, `20m`, `1h30m`, `1.5h`. A bare
 * number has no unit: k6 takes it for milliseconds, other programs for seconds.
 * @returns milliseconds, or undefined when the text is not a duration, or is a duration of zero
 */
export function parseDurationMs(text: string): number | undefined {
  const trimmed = text.trim();
  if (!WHOLE.test(trimmed)) return undefined;
  let ms = 0;
  for (const [, amount, unit] of trimmed.matchAll(PART))
    ms += Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  return ms || undefined;
}

/** A duration for people: `45 s`, `10 min`, `1 h 30 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60 === 0 ? '' : ` ${seconds % 60} s`;
  if (minutes < 60) return `${minutes} min${rest}`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}
