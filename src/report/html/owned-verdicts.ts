import type { RunRecord } from '../../record/run-record.ts';
import type { Verdict } from '../../verdict/verdict.ts';

/** The verdicts on the traffic, and those on the bursts of the `baseline` project: both may judge the same operation. */
export interface OwnedVerdicts {
  readonly traffic: readonly Verdict[];
  readonly bursts: readonly Verdict[];
}

/** Sorts the verdicts of a record by their owner; those of rounds and audits are left out. */
export function ownedVerdicts({ verdicts }: Pick<RunRecord, 'verdicts'>): OwnedVerdicts {
  return {
    traffic: verdicts.filter(({ owner }) => owner.kind === 'traffic'),
    bursts: verdicts.filter(({ owner }) => owner.kind === 'burst'),
  };
}

const GRAVITY = ['fail', 'inconclusive', 'pass', 'not offered'] as const;

/** The gravest of some verdicts; undefined when there are none. */
export function gravest(verdicts: readonly Verdict[]): Verdict | undefined {
  return [...verdicts].sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind))[0];
}
