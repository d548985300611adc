import { listed } from '../base/format.ts';
import { SuiteError } from '../base/suite-error.ts';
import { operationById } from '../target/catalogue.ts';
import type { Target } from '../target/environments/target.ts';
import { isWriting } from '../target/operation.ts';
import type { Finding } from '../target/preflight/finding.ts';
import { idsLeftOut, withoutWrites } from '../target/without-writes.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';

/** What is left of a run that only reads. */
export interface ReadingRun {
  readonly target: Target;
  readonly lanes: readonly string[];
  /** Names everything that was left out. */
  readonly findings: readonly Finding[];
}

/**
 * Leaves out what writes: operations, and journeys whose operation writes.
 *
 * @throws SuiteError (SCENARIO_NOT_ALLOWED) when all lanes write
 */
export function leaveOutWrites(
  target: Target,
  lanes: readonly string[],
  journeys: Thresholds['journeys'],
): ReadingRun {
  const writes = (lane: string) => {
    const behind = journeys.get(lane)?.operation;
    return behind !== undefined && isWriting(operationById(behind));
  };
  const leftOut = lanes.filter(writes);
  const left = lanes.filter((lane) => !writes(lane));
  if (left.length === 0 && leftOut.length > 0)
    throw new SuiteError('SCENARIO_NOT_ALLOWED', {
      checked: `what may run on ${target.environment}, where a run only reads`,
      found: `nothing but ${listed(leftOut)}, which ${leftOut.length === 1 ? 'writes' : 'write'}`,
      right: 'a lane that reads, or --allow-production-writes (ALLOW_PRODUCTION_WRITES=true)',
      page: 'docs/environments.md',
    });
  const ids = idsLeftOut();
  const finding: Finding = {
    check: 'writes',
    kind: 'warning',
    found: `this run only reads, as ${target.environment} asks for`,
    wayOut:
      `left out, so not measured and never passed: ${leftOut.length === 0 ? '' : `the journeys ${listed(leftOut)}; `}` +
      `${ids.length} operations (${ids.join(', ')}). --allow-production-writes (ALLOW_PRODUCTION_WRITES=true) lets it write`,
  };
  return { target: withoutWrites(target), lanes: left, findings: [finding] };
}
