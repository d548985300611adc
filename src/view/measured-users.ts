import type { MeasuredUsers } from '../capacity/required-instances.ts';
import type { OverloadRecord } from '../record/overload-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import workload from '../traffic/workload.json' with { type: 'json' };

/**
 * How many users an instance of each service carried in a run with overload: the highest load below the one at which a
 * limit of the service's operations broke.
 *
 * @param instances that each service had during the run
 * @returns by service; those without a level that held are left out. Undefined for a run that shows no capacity
 */
export function measuredUsers(
  { overload }: Pick<RunRecord, 'overload'>,
  instances: number,
): ReadonlyMap<string, MeasuredUsers> | undefined {
  if (overload === undefined) return undefined;
  const services = Map.groupBy(
    overload.limits.flatMap((limit) =>
      limit.subject.kind === 'operation' ? [[limit.subject.id, limit] as const] : [],
    ),
    ([id]) => id.split('.')[0] ?? '',
  );
  const measured = [...services].flatMap(([service, limits]) => {
    const carried = carriedBy(
      limits.map(([, limit]) => limit),
      overload,
    );
    return carried === undefined ? [] : [[service, perInstance(carried, overload.unit, instances)] as const];
  });
  return measured.length === 0 ? undefined : new Map(measured);
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
