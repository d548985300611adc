import type { DeviceName } from '../../settings/table/run-rows.ts';
import type { OwnLimit } from './own-limits.ts';

/**
 * The tables, read and checked. Every limit of latency and errors is exclusive as the guide writes it (`< 500ms`): a
 * figure that equals its limit has broken it. Throughput and availability have to lie above theirs.
 */
export interface Thresholds {
  readonly global: GlobalRow;
  /** By name; only those that have a row. */
  readonly services: ReadonlyMap<string, ServiceRow>;
  /** By id of the operation; each operation of the catalogue has a row. */
  readonly operations: ReadonlyMap<string, OperationRow>;
  /** By id of what is measured on sockets; each has a row. */
  readonly sockets: ReadonlyMap<string, SocketRow>;
  /** By name of the scenario, in the order of the table. Those of the guide are always among them. */
  readonly scenarios: Readonly<Record<GuideScenario, ScenarioRow> & Record<string, ScenarioRow>>;
  /** By name of the journey, in the order in which a round measures them. */
  readonly journeys: ReadonlyMap<string, JourneyRow>;
  /** By name of the page that Lighthouse audits. */
  readonly audits: ReadonlyMap<string, AuditRow>;
  /** The states that a target may be in, the best first. */
  readonly states: readonly StateRow[];
  readonly capacity: CapacityTable;
  /** Those that the environment sets; left out when it sets none. */
  readonly ownLimits?: readonly OwnLimit[];
}

/** The scenarios of the guide, which every table has to have. Others are scenarios like them. */
export const GUIDE_SCENARIOS = ['smoke', 'load', 'stress', 'spike', 'soak'] as const;

export type GuideScenario = (typeof GUIDE_SCENARIOS)[number];

/** The row of a scenario. @throws Error for a name that the table does not have */
export function scenarioRow({ scenarios }: Pick<Thresholds, 'scenarios'>, name: string): ScenarioRow {
  const row = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  if (row === undefined)
    throw new Error(
      `scenario ${JSON.stringify(name)}: no row in scenarios.json, which has ${Object.keys(scenarios).join(', ')}`,
    );
  return row;
}

/** Percentiles over the successful requests of an operation. */
export interface LatencyLimits {
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** Limits over all requests of a run. */
export interface GlobalLimits extends LatencyLimits {
  /** Share of requests that failed: 0.01 is 1 %. */
  readonly errorRate: number;
  /** Share of requests that were answered: 0.999 is 99.9 %. */
  readonly availability: number;
}

/** When and why a limit was last changed. */
export interface Provenance {
  /** Day, YYYY-MM-DD. */
  readonly since: string;
  readonly reason: string;
}

export interface GlobalRow extends Provenance {
  /** Broken, it fails the run. */
  readonly baseline: GlobalLimits;
  /** Broken, it is reported. Never looser than the baseline. */
  readonly sla: GlobalLimits;
}

export interface ServiceLimits extends LatencyLimits {
  /** Requests per second that the service has to exceed. */
  readonly throughputPerSecond?: number;
}

export interface ServiceRow extends Provenance {
  readonly service: string;
  /** The percentiles are those of each operation with the source `service level`. */
  readonly baseline: ServiceLimits;
  /** The operation whose burst shows the throughput: without rate limit, database or hashing. Set with a throughput. */
  readonly throughputOf?: string;
  readonly source: 'guide';
}

export interface OperationRow extends Provenance {
  readonly operation: string;
  readonly baseline: LatencyLimits;
  /** Missing: the global SLA holds. */
  readonly sla?: LatencyLimits;
  /**
   * The table of the guide that the limit comes from: its own row, its service's, or the global default. `derived`: none of
   * them fits, and `reason` says what the limit follows from.
   */
  readonly source: 'guide' | 'service level' | 'global' | 'derived';
}

/** Limits of one thing that is measured on sockets. Their errors are held apart from those of the requests. */
export interface SocketRow extends Provenance {
  readonly measure: string;
  readonly baseline: LatencyLimits & {
    /** Share of the attempts that failed: 0.01 is 1 %. */
    readonly errorRate: number;
  };
  /** Missing: the baseline is the SLA too. */
  readonly sla?: LatencyLimits;
}

export interface ScenarioRow extends Provenance {
  /** Also the name of its Playwright project. */
  readonly scenario: string;
  /** What the scenario finds out, as one question; the command line's help shows it. */
  readonly question?: string;
  /** The highest level of the stages. */
  readonly vus: number;
  /** All stages together. */
  readonly durationSeconds: number;
  /** Each goes in a straight line from the level before it (0 at first) to its own; of length 0 it is a jump. */
  readonly stages: readonly { readonly durationSeconds: number; readonly targetVus: number }[];
  /** When the journeys and their bursts are measured, in order; the journeys of a round follow each other. None in a search. */
  readonly rounds: readonly { readonly atSeconds: number; readonly moment: string }[];
  /**
   * How long the target may be unreachable before it counts as gone, which ends the run. A shorter outage is reported and
   * the run goes on. Four seconds when left out.
   */
  readonly goneAfterSeconds?: number;
  /**
   * The run ends when more than this share of its requests fails, for so long: longer than an outage may last. Left out, it
   * goes on whatever fails, as a test that looks for the breaking point has to.
   */
  readonly stopAbove?: { readonly errorRate: number; readonly forSeconds: number };
  /**
   * What of the scenario is overload: more users than `aboveVus`, the load of a normal day, and the first `recoverySeconds`
   * after that. There only `p95Ms` and `errorRate` of this row are judged; every other limit is judged under normal load,
   * and reported with the load that broke it. Left out: the load is normal from beginning to end.
   */
  readonly overload?: { readonly aboveVus: number; readonly recoverySeconds: number };
  /**
   * The load rises to the highest that holds `p95Ms`, `errorRate` and the p95 of operations, for at most the stages' users
   * and time. Left out: the load follows the stages.
   */
  readonly search?: {
    readonly settleSeconds: number;
    readonly windowSeconds: number;
    readonly confirmSeconds: number;
  };
  readonly p95Ms: number;
  readonly errorRate: number;
}

export interface JourneyRow {
  readonly journey: string;
  /** Operation behind the journey: the one its rounds burst. */
  readonly operation: string;
  /** Time that its visits take, as a share of the mean of the guide's journeys; 1 when left out. */
  readonly share?: number;
  /** Whether each round measures it; others are measured in the rounds that have room for them. */
  readonly everyRound?: boolean;
  readonly steps: readonly JourneyStepRow[];
}

export interface JourneyStepRow extends Provenance {
  /** What the person does, in the words of the user; the key in every report. */
  readonly step: string;
  /** Limit of the median over the rounds, as felt in the page. */
  readonly medianMs: number;
  /** What the limit stands on. */
  readonly unloaded?: UnloadedStep;
}

/** What a step takes without traffic, as `npm run spread -- --write` measured it. */
export interface UnloadedStep {
  /** Name of the environment it was measured in: it says nothing of another one. */
  readonly environment: string;
  readonly rounds: number;
  /** Of the rounds' medians: the middle one, the least and the most. */
  readonly medianMs: number;
  readonly leastMs: number;
  readonly mostMs: number;
}

/** Budgets of a page's audit. The score has to lie above its limit, everything else below. */
export interface AuditLimits {
  /** Lighthouse's performance score, 0 to 100; they are whole, so a limit of 94 asks for 95. */
  readonly score: number;
  readonly tbtMs: number;
  readonly cls: number;
  readonly transferredBytes: number;
  /** Of a page that is loaded. */
  readonly lcpMs?: number;
  /** Of a dialog, which has no loading. */
  readonly inpMs?: number;
}

export interface AuditRow
  extends Provenance,
    Readonly<Record<DeviceName, { readonly baseline: AuditLimits; readonly sla?: AuditLimits }>> {
  readonly page: string;
}

/** How a target may do, the best first. */
export const STATES = ['healthy', 'degraded', 'critical'] as const;

/** The figures that decide a state. */
export interface StateFigures {
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Share of the requests that failed: 0.01 is 1 %. */
  readonly errorRate: number;
}

export interface StateRow extends Provenance {
  readonly state: (typeof STATES)[number];
  /** Figures of such a target, from the guide. */
  readonly example: StateFigures;
  /** A target with one of these figures, or a larger one, is in this state or a worse one. */
  readonly from: StateFigures;
}

/** What an instance of a service carries, and the size that this is about. */
export interface ServiceCapacity {
  readonly service: string;
  readonly usersPerInstance: number;
  readonly memoryMb: number;
  /** Cores. */
  readonly cpu: number;
}

/** When instances should be added. Every figure is exclusive: what equals it does not trigger. */
export interface ScalingTriggers {
  readonly p95Ms: number;
  /** How long the p95, or the error rate, has to be above its limit. */
  readonly sustainedSeconds: number;
  /** Shares of what an instance may use: 0.7 is 70 %. */
  readonly cpuShare: number;
  readonly memoryShare: number;
  readonly errorRate: number;
}

/** Capacity planning: thresholds/capacity.json. */
export interface CapacityTable extends Provenance {
  /** Users at the same time, where a command names no number. */
  readonly peakUsers: number;
  readonly safetyFactor: number;
  /** Of each service, by name of the environment. */
  readonly minimumInstances: Readonly<Record<string, number>>;
  readonly services: readonly ServiceCapacity[];
  readonly triggers: ScalingTriggers;
}
