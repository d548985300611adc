import type { CapacityRecord } from '../capacity/capacity-record.ts';
import type { MeasuredUsers } from '../capacity/required-instances.ts';
import type { OverloadRecord } from '../record/overload-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import workload from '../traffic/workload.json' with { type: 'json' };

/**
 * How many users an instance of each service carried in a run with overload: the highest load below the one at which a
 * limit of the service's operations broke.
 *
 * @param instances that each service had during the run
 * @param services those that are asked for: a search says what all of them together carried, so each carried at least that
 * @returns by service; those without a level that held are left out. Undefined for a run that shows no capacity, or whose figures cannot be trusted
 */
export function measuredUsers(
  { overload, capacity, reasons }: Pick<RunRecord, 'overload' | 'capacity' | 'reasons'>,
  instances: number,
  services: readonly string[] = [],
): ReadonlyMap<string, MeasuredUsers> | undefined {
  if (reasons.some(({ kind }) => kind === 'invalid')) return undefined;
  if (capacity !== undefined) return ofSearch(capacity, services, instances);
  if (overload === undefined) return undefined;
  const bySubject = Map.groupBy(
    overload.limits.flatMap((limit) =>
      limit.subject.kind === 'operation' ? [[limit.subject.id, limit] as const] : [],
    ),
    ([id]) => id.split('.')[0] ?? '',
  );
  const measured = [...bySubject].flatMap(([service, limits]) => {
    const carried = carriedBy(
      limits.map(([, limit]) => limit),
      overload,
    );
    return carried === undefined ? [] : [[service, perInstance(carried, overload.unit, instances)] as const];
  });
  return measured.length === 0 ? undefined : new Map(measured);
}

/** Which service was the limit of a search is not known. */
function ofSearch(
  { kind, level, unit }: CapacityRecord,
  services: readonly string[],
  instances: number,
): ReadonlyMap<string, MeasuredUsers> | undefined {
  if (level === undefined || (kind !== 'found' && kind !== 'not reached')) return undefined;
  const carried = perInstance({ load: level, isAtLeast: true }, unit, instances);
  return new Map(services.map((service) => [service, carried]));
}

interface Carried {
  readonly load: number;
  readonly isAtLeast: boolean;
}

/** The highest level below the first broken one at which a limit of the service was held for certain. */
function carriedBy(limits: OverloadRecord['limits'], { levels }: OverloadRecord): Carried | undefined {
  const brokeAt = Math.min(...limits.map(({ brokeAt: index = Number.POSITIVE_INFINITY }) => index));
  const heldAt = levels.findLastIndex(
    ({ kind }, index) =>
      index < brokeAt &&
      kind !== 'recovering' &&
      limits.some((limit) => limit.levels[index]?.kind === 'pass'),
  );
  const level = levels[heldAt];
  return level === undefined
    ? undefined
    : { load: level.to, isAtLeast: brokeAt === Number.POSITIVE_INFINITY };
}

function perInstance(
  { load, isAtLeast }: Carried,
  unit: OverloadRecord['unit'],
  instances: number,
): MeasuredUsers {
  const users = unit === 'users' ? load : (load * 60) / workload.requestsPerMinuteAndUser;
  return { usersPerInstance: Math.max(1, Math.floor(users / instances)), isAtLeast };
}
