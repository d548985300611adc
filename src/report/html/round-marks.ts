import type { RoundRecord } from '../../record/round-record.ts';
import type { TimeMark } from './time-chart.ts';
import { journeyName } from './words.ts';

/** A round on the run's clock. */
export interface NamedMark extends TimeMark {
  readonly name: string;
}

/** The rounds as marks over time: those whose time is known. A journey without traffic has none. */
export function roundMarks(rounds: readonly RoundRecord[]): NamedMark[] {
  return rounds
    .flatMap(({ journey, number, of, window, steps, burst, plannedAtMs, lateMs, vus }) => {
      const name = `${journeyName(journey)}, round ${number} of ${of}`;
      if (window !== undefined) return [{ ...window, name }];
      if (vus === 0) return [];
      const fromMs = plannedAtMs + lateMs;
      // Older records have no window: at least what was measured took its time.
      const visitsMs = steps.flatMap((step) => step.visitsMs).reduce((sum, ms) => sum + ms, 0);
      return [{ fromMs, toMs: fromMs + visitsMs + (burst?.elapsedMs ?? 0), name }];
    })
    .sort((a, b) => a.fromMs - b.fromMs);
}
