import type { Settings } from '../settings/settings.ts';
import type { ShimName } from '../settings/table/run-rows.ts';
import type { Budgets } from '../target/environments/environments.ts';
import type { Route, Target } from '../target/environments/target.ts';
import type { Preflight } from '../target/preflight/finding.ts';
import type { TierCounts } from '../target/request-tier.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { RUN_FILES } from './run-files.ts';
import type { RunFolder } from './run-folder.ts';
import type { MergedSegment, PlannedSegment } from './segment-record.ts';
import type { SuiteFacts } from './suite-facts.ts';

/** Runs without traffic, so without a plan for it. */
export const UNLOADED_PROJECTS = ['baseline', 'lighthouse'] as const;

export type UnloadedProject = (typeof UNLOADED_PROJECTS)[number];

/** The project that checks a target without load. It has a run's folder and plan, and no record. */
export const CHECK = 'check';

/** What the runs of `npm run spread` are called, which takes journeys without load. They too have a folder, a plan and no record. */
export const SPREAD = 'spread';

/** What runs without a record are called in their ids. */
export const UNRECORDED: readonly string[] = [CHECK, SPREAD];

/**
 * All that runs can be called in their ids.
 *
 * @param scenarios those of the tables
 */
export function namesOfRuns(scenarios: readonly string[]): readonly string[] {
  return [...scenarios, ...UNLOADED_PROJECTS, ...UNRECORDED];
}

/** Whether this is one of them. */
export function isUnloaded(scenario: string): scenario is UnloadedProject {
  return (UNLOADED_PROJECTS as readonly string[]).includes(scenario);
}

/** What a run is going to do: written once before the lanes start, read by all of them. */
export interface RunPlan
  extends Pick<Preflight, 'findings' | 'rateLimits' | 'connection'>,
    Pick<Target, 'environment' | 'baseUrl' | 'uiBaseUrl'> {
  readonly runId: string;
  /** Name of a scenario, or an {@link UnloadedProject}: `baseline` is the project of bursts, `lighthouse` that of audits, both on an otherwise idle target. */
  readonly scenario: string;
  /** All settings but the secrets: the lanes use these and do not read the environment again. */
  readonly settings: Settings;
  /** Whether the run started the embedded sandbox as its target. */
  readonly sandbox: boolean;
  readonly startedAt: string;
  /** Left out by versions that did not record them. */
  readonly facts?: SuiteFacts;
  readonly plan: ScenarioPlan | undefined;
  /** Processes of this machine that share the virtual users; left out for one. */
  readonly processes?: number;
  /** Set for one of several segments; `plan` is its share then. */
  readonly segment?: PlannedSegment;
  /** Set for a run that was merged: what its segments said of themselves. */
  readonly segments?: readonly MergedSegment[];
  /** What the traffic sends a minute from the address of the other lanes, without noting it in the run's budget. */
  readonly elsewhere?: TierCounts;
  /** The lanes that were selected, `traffic` and journeys by name: a journey alone has no traffic. */
  readonly lanes: readonly string[];
  /** Help that the web client may get in the journeys, as far as the preflight knows; SHIMS=auto finds out the rest in the pages. */
  readonly shims: readonly ShimName[];
  /** OPERATIONS, when the traffic was narrowed. */
  readonly operations?: string;
  /** How the operations stand, by id. Whether to go on without one that is broken was settled before. */
  readonly offers: Readonly<Record<string, Route>>;
  /** How what is measured on sockets stands, by its id. */
  readonly sockets: Readonly<Record<string, Route>>;
  /** Dealerships that the run files its data under, by purpose. */
  readonly dealerships: {
    readonly traffic: string;
    readonly bursts: string;
    /** Of the test user, where accounts are made that are missing. */
    readonly accounts: string;
  };
  readonly runTag: string;
  /** Set for a run that only reads. */
  readonly readsOnly?: true;
  /** The most that the run may send; left out where nothing limits it. */
  readonly budgets?: Budgets;
}

/** The plan of the run in this folder; undefined when the run never got that far. */
export function readRunPlan(folder: RunFolder): RunPlan | undefined {
  return folder.read<RunPlan>(RUN_FILES.plan);
}
