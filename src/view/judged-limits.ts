import type { RunRecord } from '../record/run-record.ts';
import { isTooClose } from '../verdict/missing-samples.ts';
import { measuredId } from '../verdict/subject.ts';
import type { Inconclusive, Verdict } from '../verdict/verdict.ts';

/** Counts verdicts by what became of their limits. */
export function countLimits(verdicts: readonly Verdict[]): Readonly<Record<Verdict['kind'], number>> {
  const counts = { pass: 0, fail: 0, inconclusive: 0, 'not offered': 0 };
  for (const { kind } of verdicts) counts[kind] += 1;
  return counts;
}

/**
 * Counts the limits that could not be judged with the samples of the run: of operations and of what is measured on
 * sockets, of steps of journeys, and others. Reports list those of the scenario one by one. `close` are the limits whose
 * samples are enough, but whose interval includes the limit, `hidden` those that
 * the measurer's own delay hides, `void` those that were held under too little load, `refused` those that a rate limiter
 * kept from being decided, `crowded` those that an embedded target broke on a crowded machine: of anything.
 */
export function countUndecided(verdicts: readonly Verdict[]) {
  const open = verdicts.filter((verdict) => verdict.kind === 'inconclusive');
  const because = (wanted: Inconclusive['because']) => open.filter((verdict) => verdict.because === wanted);
  const ofParts = because(undefined).filter(({ subject }) => subject.kind !== 'scenario');
  const kinds = ofParts.filter((verdict) => !isTooClose(verdict)).map(({ subject }) => subject.kind);
  const operations = kinds.filter((kind) => kind === 'operation' || kind === 'socket').length;
  const found = {
    close: ofParts.length - kinds.length,
    hidden: because('own delay').length,
    void: because('load').length,
    refused: because('refusals').length,
    crowded: because('crowded').length,
  };
  const steps = kinds.filter((kind) => kind === 'step').length;
  return { operations, steps, others: kinds.length - operations - steps, ...found };
}

/** What the target does not offer, each with the reason. */
export function notOfferedOf(verdicts: readonly Verdict[]): { id: string; reason: string }[] {
  const reasons = new Map<string, string>();
  for (const verdict of verdicts) {
    const id = measuredId(verdict.subject);
    if (verdict.kind === 'not offered' && id !== undefined) reasons.set(id, verdict.reason);
  }
  return [...reasons].map(([id, reason]) => ({ id, reason }));
}

/**
 * Whether the limits of a run are judged. They are not when its figures cannot be trusted at all; where the measurer's own
 * delay hides some limits, the others are judged.
 */
export function isJudged(record: Pick<RunRecord, 'outcome' | 'reasons'>): boolean {
  return distrustIn(record) === undefined;
}

/** Why nothing that a run measured can be trusted; undefined when it can. */
export function distrustIn({ outcome, reasons }: Pick<RunRecord, 'outcome' | 'reasons'>): string | undefined {
  if (outcome !== 'invalid') return undefined;
  return reasons.find(({ kind }) => kind === 'invalid')?.text;
}

const GRAVITY = ['fail', 'inconclusive', 'pass', 'not offered'] as const;

/** The gravest of some verdicts; undefined when there are none. */
export function gravest(verdicts: readonly Verdict[]): Verdict | undefined {
  return [...verdicts].sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind))[0];
}

/** How far over its limit a figure is, as a share of the limit. */
export function excess(verdict: Verdict): number {
  if (verdict.kind === 'not offered' || verdict.figure === undefined) return 0;
  const { figure, limit, direction } = verdict;
  if (direction === 'above') return figure === 0 ? Infinity : limit / figure - 1;
  return limit === 0 ? Infinity : figure / limit - 1;
}
