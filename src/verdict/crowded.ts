import type { Judgement } from './verdict.ts';

/**
 * A limit on time that an embedded target breaks becomes inconclusive where others took the cores from it: how fast the
 * product is cannot be told then. A held limit stays held, since the target was slower than it is. Errors stay errors.
 *
 * @param reason why the target was slower than it is; undefined when nothing says so
 */
export function voidFail(judgement: Judgement, reason: string | undefined): Judgement {
  if (reason === undefined || judgement.kind !== 'fail' || judgement.unit === 'share') return judgement;
  const { isAtLeast, explanation: _, figure, ...same } = judgement;
  // A bound that few samples gave is no figure; the interval has it.
  const measured = isAtLeast === true ? {} : { figure };
  return { ...same, ...measured, kind: 'inconclusive', reason, because: 'crowded' };
}
