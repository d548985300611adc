import { dealershipIdFor } from '../target/test-data/dealership-id.ts';
import { newRunId } from './run-folder.ts';

/** Four digits of the run's id, then the second in which it began. */
const TAG = /(?<![0-9a-z])r([0-9a-f]{4})([0-9a-z]{6,7})(?![0-9a-z])/i;
/** The suite is younger than that, so nothing of it carries an earlier time. */
const EARLIEST_MS = Date.parse('2026-01-01');

/** The tag that marks what a run makes in a dealership which was there before, e.g. `ra1b2tkq3zu`. */
export function newRunTag(runId: string, startedAt: Date): string {
  return `r${runId.slice(-4)}${Math.floor(startedAt.getTime() / 1000).toString(36)}`;
}

/** A tag found on the target. */
export interface FoundTag {
  readonly tag: string;
  readonly startedAtMs: number;
}

/** The tag of a run in a text, such as a customer's last name; undefined when there is none, or one of no possible time. */
export function tagIn(text: string, nowMs: number): FoundTag | undefined {
  const [tag, , second = ''] = TAG.exec(text) ?? [];
  const startedAtMs = Number.parseInt(second, 36) * 1000;
  if (tag === undefined || !(startedAtMs >= EARLIEST_MS && startedAtMs <= nowMs)) return undefined;
  return { tag: tag.toLowerCase(), startedAtMs };
}

/**
 * The dealerships that the run of a tag made up, worked out from the tag alone: it has all that the run's id is made of
 * but the scenario.
 */
export function dealershipsOfTag({ tag, startedAtMs }: FoundTag, scenarios: readonly string[]): string[] {
  const digits = Number.parseInt(tag.slice(1, 5), 16) / 0x10000;
  return scenarios.flatMap((scenario) => {
    const runId = newRunId(scenario, new Date(startedAtMs), digits);
    return [dealershipIdFor(runId, 'traffic'), dealershipIdFor(runId, 'bursts')];
  });
}
