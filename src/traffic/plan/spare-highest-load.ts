import type { LoadSpan, PlannedOverload } from './load-spans.ts';

/**
 * Under overload a round may last so many lengths of its slot. Planned slots take two fifths of the time between two moments,
 * so the rest is left to the scenario's users however slow the pages are.
 */
export const MOST_SLOTS_UNDER_OVERLOAD = 2;
/** A page that makes something when its round is broken off gets 2 s to learn its id, and the time is looked at every quarter of a second. */
const LATEST_CLOSE_MS = 2_250;
/** What rounds may take of the time at the highest load; a run that measured nothing else there does not pass. */
const MOST_AT_HIGHEST_LOAD = 0.7;

/** Lengths of rounds, in slots, that the plan has to allow for: from as planned to as long as they may last. */
const LENGTHS_IN_SLOTS = [1, 1.25, 1.5, 1.75, MOST_SLOTS_UNDER_OVERLOAD];

interface ToSpare {
  readonly journey: string;
  readonly atMs: number;
  readonly slotMs: number;
}

/**
 * Leaves out the rounds that would take too much of the highest load of a scenario with overload, were the pages as quick as
 * planned or slow. In a run of a scenario's own length there are none; a shorter one has shorter stages, and slots that are
 * as long as before. The first round of each journey stays.
 *
 * @param rounds in the order of their moments
 */
export function spareHighestLoad<Round extends ToSpare>(
  rounds: readonly Round[],
  overload: PlannedOverload | undefined,
): Round[] {
  const highest = overload?.spans.findLast(({ kind }) => kind === 'overload');
  if (highest === undefined) return [...rounds];
  const mayTakeMs = MOST_AT_HIGHEST_LOAD * (highest.toMs - highest.fromMs);
  const kept: Round[] = [];
  for (const round of rounds) {
    const isFirst = !kept.some(({ journey }) => journey === round.journey);
    const most = Math.max(...LENGTHS_IN_SLOTS.map((slots) => takenMs([...kept, round], highest, slots)));
    if (isFirst || most <= mayTakeMs) kept.push(round);
  }
  return kept;
}

/** What rounds of this length take of a stretch, one after the other. Those that are late by two slots are left out in the run. */
function takenMs(rounds: readonly ToSpare[], { fromMs, toMs }: LoadSpan, slots: number): number {
  let busyUntilMs = 0;
  let takenMs = 0;
  for (const { atMs, slotMs } of rounds) {
    const beginMs = Math.max(atMs, busyUntilMs);
    if (beginMs > atMs + MOST_SLOTS_UNDER_OVERLOAD * slotMs) continue;
    busyUntilMs = beginMs + slots * slotMs + (slots > 1 ? LATEST_CLOSE_MS : 0);
    takenMs += Math.max(0, Math.min(toMs, busyUntilMs) - Math.max(fromMs, beginMs));
  }
  return takenMs;
}
