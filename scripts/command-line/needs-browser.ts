import { isFirst } from '../../src/base/segment.ts';
import { CHECK } from '../../src/record/run-plan.ts';
import type { Settings } from '../../src/settings/settings.ts';
import type { ScenarioRow } from '../../src/verdict/thresholds/thresholds.ts';

/** The file of the traffic, as words for Playwright name it. */
const TRAFFIC = /^(?:tests\/)?traffic(?:\.spec(?:\.ts)?)?$/;

/** A run, as far as its browser depends on it. */
export interface RunOfCommand {
  readonly scenario: string;
  /** Undefined for the projects without traffic. */
  readonly row: Pick<ScenarioRow, 'rounds'> | undefined;
  readonly settings: Pick<Settings, 'journeys' | 'segment'>;
  /** The words for Playwright. */
  readonly passedOn: readonly string[];
}

/**
 * Whether a browser has to be there before a run begins. Only the first segment has rounds of journeys. Words for Playwright count
 * only where all of them name the traffic: what others select, the run itself finds out, and then it looks for a browser as well.
 */
export function needsBrowser({ scenario, row, settings, passedOn }: RunOfCommand): boolean {
  if (scenario === CHECK) return settings.journeys !== 'none';
  if (row === undefined) return scenario !== 'baseline';
  if (row.rounds.length === 0 || settings.journeys === 'none' || !isFirst(settings.segment)) return false;
  return passedOn.length === 0 || !passedOn.every((word) => TRAFFIC.test(word));
}
