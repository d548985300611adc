import { LONGEST_WAIT_MS, segmentWords } from '../base/segment.ts';
import { newRunId } from '../record/run-folder.ts';
import { CHECK, isUnloaded } from '../record/run-plan.ts';
import type { PlannedSegment } from '../record/segment-record.ts';
import { settingsError } from '../settings/mistakes.ts';
import type { Settings } from '../settings/settings.ts';
import type { Target } from '../target/environments/target.ts';
import type { Finding } from '../target/preflight/finding.ts';
import { measureTargetClock } from '../target/preflight/target-clock.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { machineId } from './machine-id.ts';
import type { HoldingSegment } from './one-run-per-target.ts';

type WantedSegment = Pick<Settings, 'segment' | 'startAtMs'>;

/**
 * Refuses a segment that cannot be one: of a project without traffic, of a search, of fewer users than segments, or with a
 * beginning that is over or far away.
 * @throws SuiteError (BAD_SETTING)
 */
export function checkSegment(
  { segment, startAtMs }: WantedSegment,
  scenario: string,
  plan: ScenarioPlan | undefined,
  nowMs = Date.now(),
): void {
  if (segment === undefined || startAtMs === undefined) return;
  const users = plan?.partOf?.whole.peakVus ?? 0;
  const right =
    scenario === CHECK || isUnloaded(scenario)
      ? `no SEGMENT in \`--project=${scenario}\`, whose load cannot be shared`
      : plan?.search !== undefined
        ? 'no SEGMENT in a search for the capacity, whose load one process decides'
        : users < segment.of
          ? `at most as many segments as users, ${users}`
          : undefined;
  if (right !== undefined) throw settingsError([{ name: 'SEGMENT', found: segmentWords(segment), right }]);
  if (startAtMs > nowMs && startAtMs <= nowMs + LONGEST_WAIT_MS) return;
  throw settingsError([
    {
      name: 'START_AT',
      found: `${new Date(startAtMs).toISOString()}, and it is ${new Date(nowMs).toISOString()} now`,
      right: 'a moment in the next hour that leaves all segments the time to get ready, about a minute',
    },
  ]);
}

/** How a segment holds its target, next to those that begin at the same time; to be spread. Nothing for a whole run. */
export function heldBySegment(
  { segment, startAtMs }: WantedSegment,
  scenario: string,
): { readonly segment?: HoldingSegment } {
  if (segment === undefined) return {};
  return { segment: { run: `${scenario} at ${startAtMs}`, index: segment.index } };
}

/** The run whose data all segments have in common: each works it out alone. */
export function commonRunId({ segment, startAtMs }: WantedSegment, scenario: string): string | undefined {
  if (segment === undefined || startAtMs === undefined) return undefined;
  return newRunId(scenario, new Date(startAtMs), 0);
}

/** The segment that a run is, with how this machine's clock stands to the target's; undefined for a whole run. */
export async function plannedSegment(
  { segment, startAtMs }: WantedSegment,
  target: Target,
): Promise<PlannedSegment | undefined> {
  if (segment === undefined || startAtMs === undefined) return undefined;
  const clock = await measureTargetClock(target);
  const machine = machineId();
  const startAt = new Date(startAtMs).toISOString();
  return { ...segment, startAt, clock, ...(machine !== undefined && { machine }) };
}

/** What the preflight says of a segment. */
export function segmentFinding({ clock, startAt, ...segment }: PlannedSegment): Finding {
  const part = `${segmentWords(segment)}, whose traffic begins at ${startAt} by the target's clock`;
  const check = 'segment';
  if (clock.kind === 'known')
    return { check, kind: 'fine', found: `${part}; this machine's clock is ${clockWords(clock)} it` };
  return {
    check,
    kind: 'warning',
    found: `${part}; how far this machine's clock is from it is unknown: ${clock.why}`,
    wayOut:
      'The merge will call the run invalid if its segments are on several machines. Stop now, and let GET /health answer ' +
      'with its Date, or start all segments on one machine',
  };
}

/** `1.203 ± 0.020 s ahead of` */
export function clockWords({ offsetMs, uncertainMs }: { offsetMs: number; uncertainMs: number }): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  return `${seconds(Math.abs(offsetMs))} ± ${seconds(uncertainMs)} s ${offsetMs < 0 ? 'ahead of' : 'behind'}`;
}
