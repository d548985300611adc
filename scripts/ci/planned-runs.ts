import { MOST_SEGMENTS } from '../../src/base/segment.ts';
import { isUnloaded } from '../../src/record/run-plan.ts';

/** One run of a workflow: one scenario on one environment. */
export interface PlannedRun {
  readonly scenario: string;
  readonly environment: string;
  /** How many runners share its load. */
  readonly segments: number;
}

/** A time of the week or month at which a scenario is due, as the workflow's cron lines name it (UTC). */
export interface Schedule {
  readonly cron: string;
  readonly scenario: string;
  /** Cron knows no "every second week": a line that is due weekly is left out in the weeks between. */
  readonly everySecondWeek?: boolean;
}

/** When each scenario runs by itself. The cron lines of `.github/workflows/load-tests.yaml` are the same, which a test checks. */
export const SCHEDULES: readonly Schedule[] = [
  { cron: '0 3 * * *', scenario: 'load' },
  { cron: '0 5 * * 0', scenario: 'stress' },
  { cron: '0 6 1 * *', scenario: 'spike' },
  { cron: '0 22 * * 6', scenario: 'soak', everySecondWeek: true },
];

/** What started a workflow, as GitHub says it. An empty text is a setting that nobody made. */
export interface Trigger {
  /** E.g. `pull_request`. A called workflow gets the event of its caller, so a scenario that is given decides first. */
  readonly event: string;
  /** The cron line, when a schedule started it. */
  readonly cron: string;
  /** Inputs of a start by hand, or by another workflow. */
  readonly scenario: string;
  readonly environment: string;
  readonly vus: string;
  readonly duration: string;
  /** Environments of scheduled runs, a JSON array of names: the repository's variable `LOAD_TEST_ENVIRONMENTS`. */
  readonly environments: string;
  /** The input of the same name: how many runners share the load of a run. */
  readonly segments: string;
  /** The same of scheduled runs: the repository's variable `LOAD_TEST_SEGMENTS`. */
  readonly scheduledSegments: string;
  readonly now: Date;
}

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * The runs that a workflow has to make: one scenario, on one environment or on each of several.
 *
 * @throws Error when the trigger fits nothing: a workflow that silently runs nothing would be green
 */
export function plannedRuns(trigger: Trigger): PlannedRun[] {
  const { event, scenario, environment } = trigger;
  refuseIdleInputs(trigger);
  if (scenario !== '')
    return [
      {
        scenario,
        environment: environment === '' ? 'development' : environment,
        segments: segmentsOf('the input segments', trigger.segments),
      },
    ];
  // Of a pull request only the suite and the embedded Desk Studio are known: it must not reach a shared environment.
  if (event === 'pull_request') return [{ scenario: 'smoke', environment: 'development', segments: 1 }];
  if (event !== 'schedule')
    throw new Error(`expected the input scenario, a pull request or a schedule, found the event "${event}"`);
  const due = SCHEDULES.find(({ cron }) => cron === trigger.cron);
  if (due === undefined)
    throw new Error(`expected a cron line of scripts/ci/planned-runs.ts, found "${trigger.cron}"`);
  const isBetween = due.everySecondWeek === true && Math.floor(trigger.now.getTime() / WEEK_MS) % 2 === 1;
  if (isBetween) return [];
  const segments = segmentsOf('LOAD_TEST_SEGMENTS', trigger.scheduledSegments);
  return environmentsOf(trigger).map((name) => ({ scenario: due.scenario, environment: name, segments }));
}

/** In such a run they would change nothing, and whoever filled them in would not learn of it. */
function refuseIdleInputs({ scenario, vus, duration }: Trigger): void {
  const given = Object.entries({ vus, duration }).filter(([, text]) => text !== '');
  if (!isUnloaded(scenario) || given.length === 0) return;
  const found = given.map(([name, text]) => `${name}=${text}`).join(' and ');
  throw new Error(
    `expected no vus and no duration for ${scenario}, which has neither users nor stages, found ${found}`,
  );
}

function segmentsOf(name: string, text: string): number {
  const segments = Number(text === '' ? '1' : text);
  if (/^\d*$/.test(text) && segments >= 1 && segments <= MOST_SEGMENTS) return segments;
  throw new Error(`expected ${name} to be a whole number from 1 to ${MOST_SEGMENTS}, found "${text}"`);
}

function environmentsOf({ environments }: Trigger): string[] {
  if (environments === '') return ['development'];
  let names: unknown;
  try {
    names = JSON.parse(environments);
  } catch {
    names = undefined;
  }
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === 'string'))
    throw new Error(`expected LOAD_TEST_ENVIRONMENTS like ["staging"], found ${environments}`);
  return names;
}
