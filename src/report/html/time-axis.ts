const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 20, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480].map((minutes) => minutes * MINUTE),
];

/** How far apart the marks of a time axis are, so that at most `most` of them stand on it. */
export function timeStep(maxMs: number, most: number): number {
  return STEPS_MS.find((step) => maxMs / step <= most) ?? maxMs;
}

/** The text of a mark: `40 s` on an axis of up to a minute, `1:30` on a short one, `40 min` on a long one. */
export function timeMark(atMs: number, stepMs: number, maxMs: number): string {
  if (atMs === 0) return '0';
  if (stepMs >= MINUTE) return `${Math.round(atMs / MINUTE)} min`;
  const seconds = Math.round(atMs / SECOND);
  if (maxMs <= MINUTE) return `${seconds} s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
