import type { CapacityTable, ServiceCapacity } from '../verdict/thresholds/thresholds.ts';

/** What the formula is asked. */
export interface CapacityQuestion {
  /** Name of an environment that the table has a minimum for. */
  readonly environment: string;
  /** Users at the same time. */
  readonly peakUsers: number;
  /** 1.5 plans for half as many users again. */
  readonly safetyFactor: number;
}

/** Users that an instance of a service carried in a run. */
export interface MeasuredUsers {
  readonly usersPerInstance: number;
  /** Nothing of the service broke: it may carry more. */
  readonly isAtLeast: boolean;
}

/** How many instances of a service are needed. */
export interface ServiceInstances extends ServiceCapacity {
  /** Where `usersPerInstance` is from. */
  readonly source: 'table' | 'run';
  readonly isAtLeast?: true;
  /** What the formula gives, rounded up. */
  readonly required: number;
  /** What the environment has at least. */
  readonly minimum: number;
  /** The greater of the two. */
  readonly instances: number;
}

/** The answer: a row for each service of the table. */
export interface CapacityPlan extends CapacityQuestion {
  readonly services: readonly ServiceInstances[];
}

/**
 * The guide's formula: required instances = (peak users * safety factor) / users per instance, rounded up, and never
 * fewer than the environment has at least.
 *
 * @example planInstances(table, { environment: 'production', peakUsers: 2000, safetyFactor: 1.5 }) // gateway: 6
 * @param measured what a run measured, by service; the table's figure counts for a service that is not in it
 */
export function planInstances(
  { services, minimumInstances }: Pick<CapacityTable, 'services' | 'minimumInstances'>,
  question: CapacityQuestion,
  measured: ReadonlyMap<string, MeasuredUsers> = new Map(),
): CapacityPlan {
  const { environment, peakUsers, safetyFactor } = question;
  const minimum = minimumInstances[environment] ?? 1;
  return {
    environment,
    peakUsers,
    safetyFactor,
    services: services.map((row) => {
      const found = measured.get(row.service);
      const usersPerInstance = found?.usersPerInstance ?? row.usersPerInstance;
      const required = requiredInstances(peakUsers, safetyFactor, usersPerInstance);
      return {
        ...row,
        usersPerInstance,
        source: found === undefined ? 'table' : 'run',
        ...(found?.isAtLeast === true && { isAtLeast: true }),
        required,
        minimum,
        instances: Math.max(required, minimum),
      };
    }),
  };
}

/** A product such as 1.1 * 300 is a little off in binary: that must not cost an instance. */
const ROUNDING = 1e-9;

function requiredInstances(peakUsers: number, safetyFactor: number, usersPerInstance: number): number {
  const exact = (peakUsers * safetyFactor) / usersPerInstance;
  return Math.ceil(exact * (1 - ROUNDING));
}
