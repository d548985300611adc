import type { RunRecord } from '../../record/run-record.ts';
import { breaksTheRun, type Verdict } from '../../verdict/verdict.ts';
import { verdictMessage } from '../../verdict/verdict-message.ts';

/** The verdicts of a record by what they judge: a burst and the traffic may judge the same operation. */
export interface OwnedVerdicts {
  readonly traffic: readonly Verdict[];
  /** Of the bursts of the baseline project. */
  readonly bursts: readonly Verdict[];
}

/**
 * Takes from the verdicts of a record those that its rounds and audits have themselves; what is left is the traffic's,
 * or that of bursts where there was none. They are compared as text: a record read from its file has no verdict twice
 * as the same object.
 */
export function ownedVerdicts({ verdicts, rounds, audits = [], traffic }: RunRecord): OwnedVerdicts {
  const others = new Map<string, number>();
  for (const verdict of [...rounds, ...audits].flatMap((owner) => owner.verdicts)) {
    const text = JSON.stringify(verdict);
    others.set(text, (others.get(text) ?? 0) + 1);
  }
  const own = verdicts.filter((verdict) => {
    const text = JSON.stringify(verdict);
    const left = others.get(text) ?? 0;
    others.set(text, left - 1);
    return left <= 0;
  });
  return traffic === null ? { traffic: [], bursts: own } : { traffic: own, bursts: [] };
}

/** Whether this verdict is why the run failed. An SLA counts only if the run was asked to count it. */
export function isBroken(verdict: Verdict, { reasons }: Pick<RunRecord, 'reasons'>): boolean {
  return breaksTheRun(verdict) || (breaksTheRun(verdict, true) && reasons.includes(verdictMessage(verdict)));
}

const GRAVITY = ['fail', 'inconclusive', 'pass', 'not offered'] as const;

/** The gravest of some verdicts; undefined when there are none. */
export function gravest(verdicts: readonly Verdict[]): Verdict | undefined {
  return [...verdicts].sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind))[0];
}
