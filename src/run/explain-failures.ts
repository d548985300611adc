import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { judgedRamps, judgedSlices } from '../measure/judged-slices.ts';
import { figuresByOperation } from '../measure/operation-figures.ts';
import { isNoAnswer } from '../measure/outcome.ts';
import { explained, failuresWords, failureWords } from '../verdict/failure-words.ts';
import { measuredId } from '../verdict/subject.ts';
import type { Judgement } from '../verdict/verdict.ts';

/**
 * Adds to broken limits of errors and availability which operations failed, how and when. Other judgements stay as they
 * are.
 *
 * @param slices those that were judged
 * @param endMs when the traffic was over
 */
export function explainFailures(
  judgements: readonly Judgement[],
  slices: readonly DecodedSlice[],
  endMs: number | undefined,
): Judgement[] {
  return judgements.map((judgement) => {
    const { subject, statistic, column, unit } = judgement;
    if (judgement.kind !== 'fail' || unit !== 'share') return judgement;
    const id = measuredId(subject);
    if (id !== undefined) {
      const figures = figuresByOperation(judgedSlices(slices)).get(id);
      return explained(judgement, figures && failureWords(id, figures, endMs));
    }
    const judged = column === 'ramp' ? judgedRamps(slices, 'errors') : judgedSlices(slices, 'errors');
    const requests = figuresByOperation(judged.map(({ sockets: _, ...slice }) => slice));
    const isMeant = statistic === 'availability' ? isNoAnswer : undefined;
    return explained(judgement, failuresWords(requests, endMs, isMeant));
  });
}
