import type { Subject } from '../../src/verdict/subject.ts';
import {
  decideVerdicts,
  type Judgement,
  type Verdict,
  type VerdictOwner,
} from '../../src/verdict/verdict.ts';

/** Judgements as verdicts of a run that does not count the SLA; of its traffic unless another owner is named. */
export function madeVerdicts(
  judgements: readonly Judgement[],
  owner: VerdictOwner = { kind: 'traffic' },
): Verdict[] {
  return decideVerdicts(judgements, owner, { slaCounts: false });
}

/** An operation as the subject of a limit. */
export function operation(id: string): Subject {
  return { kind: 'operation', id };
}

/** A limit that an environment sets in place of that of the tables. */
export const environmentLimit = {
  of: 'deals.list',
  limit: 'baseline.p95Ms',
  value: 450,
  instead: 300,
  reason: 'Fewer cores.',
} as const;
