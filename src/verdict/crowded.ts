import type { Crowd } from '../measure/crowding.ts';
import type { Failed, Judgement } from './verdict.ts';

/**
 * Who waited while others had the cores. `requests`: all that the target answered in that time, a few of which are the
 * samples. `atOnce`: no more than so many of the samples at the same time, so one wait delayed at most so many of them.
 */
export type Waiting = { readonly requests: number } | { readonly atOnce: number };

/** Waits hit requests by chance, and some operations want more of a core than others: so many times their part by number may be theirs. */
const UNEVEN = 10;

/**
 * A limit on time that an embedded target breaks becomes inconclusive where others took the cores from it, if what they
 * took can explain it: how fast the product is cannot be told then. A held limit stays held, since the target was slower
 * than it is. Errors stay errors.
 *
 * @param crowd what others took from the target; undefined when that was too little to matter
 */
export function voidFail(judgement: Judgement, crowd: Crowd | undefined, waiting: Waiting): Judgement {
  if (crowd === undefined || judgement.kind !== 'fail' || judgement.unit === 'share') return judgement;
  const { isAtLeast, explanation: _, overMs, figure, ...same } = judgement;
  if (overMs !== undefined && overMs() > mostLostMs(crowd, judgement.samples, waiting)) return judgement;
  if (judgement.unit === 'per second' && !couldReach(judgement, crowd)) return judgement;
  // A bound that few samples gave is not a figure; the interval has it.
  const measured = isAtLeast === true ? {} : { figure };
  return { ...same, ...measured, kind: 'inconclusive', reason: crowd.reason, because: 'crowded' };
}

/**
 * {@link voidFail} of several limits. What others took is asked for only where a limit on time is broken.
 *
 * @param crowd may take seconds
 * @param waitingOf undefined for a limit that no wait for a core can break
 */
export async function voidFails(
  judgements: readonly Judgement[],
  crowd: () => Promise<Crowd | undefined>,
  waitingOf: (judgement: Judgement) => Waiting | undefined,
): Promise<Judgement[]> {
  const mayBeVoid = (judgement: Judgement) =>
    judgement.kind === 'fail' && judgement.unit !== 'share' && waitingOf(judgement) !== undefined;
  if (!judgements.some(mayBeVoid)) return [...judgements];
  const found = await crowd();
  return judgements.map((judgement) => {
    const waiting = waitingOf(judgement);
    return waiting === undefined ? judgement : voidFail(judgement, found, waiting);
  });
}

/** Whether the target may have reached the limit with the whole time in which it wanted a core. */
function couldReach({ figure, interval, limit }: Failed, { takenShare }: Crowd): boolean {
  return (interval.upper ?? figure) / (1 - takenShare) > limit;
}

/** The most time that samples can have lost to others, added up. */
function mostLostMs({ takenMs }: Crowd, samples: number, waiting: Waiting): number {
  if ('atOnce' in waiting) return takenMs * waiting.atOnce;
  return UNEVEN * takenMs * Math.min(1, samples / Math.max(1, waiting.requests));
}
