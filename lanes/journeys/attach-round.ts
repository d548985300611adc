import type { TestInfo } from '@playwright/test';
import { traceAddress } from '../../src/base/trace-address.ts';
import type { JudgedRound } from '../../src/record/round-record.ts';
import { TRACE_LINK } from '../../src/report/allure/result-steps.ts';
import { drawBurst } from '../../src/report/attachments/charts.ts';
import { stepsTable, verdictTable } from '../../src/report/attachments/tables.ts';
import { usersWords } from '../../src/report/words/in-rounds.ts';
import { attachForReaders } from '../attach-for-readers.ts';

/**
 * Attaches a round's figures to its test: the steps, the limits, and the burst's latency over time. Steps that broke a limit
 * have a link to their trace.
 * @param traceUrl TRACE_URL, where it is set
 */
export async function attachRound(
  testInfo: TestInfo,
  round: JudgedRound,
  traceUrl: string | undefined,
): Promise<void> {
  const title = `${round.journey}, round ${round.number} of ${round.of}, ${usersWords(round)}`;
  await attachForReaders(testInfo, 'steps as felt in the page', {
    contentType: 'text/html',
    body: stepsTable(title, round, traceUrl),
  });
  const { verdicts, underOverload } = round;
  testInfo.annotations.push(...traceLinksOf(round, traceUrl));
  const note = underOverload === undefined ? '' : ', under overload: reported, not judged';
  const limits = verdictTable(`${title}${note}`, underOverload ?? verdicts);
  await attachForReaders(testInfo, 'limits', { contentType: 'text/html', body: limits });
  if (round.burst === undefined) return;
  await attachForReaders(testInfo, 'latency of the burst over time', {
    contentType: 'image/svg+xml',
    body: drawBurst(
      round.burst.overTime,
      `burst on ${round.burst.operation}, ${round.burst.connections} connections`,
    ),
  });
}

function traceLinksOf({ verdicts, underOverload, steps }: JudgedRound, traceUrl: string | undefined) {
  if (traceUrl === undefined) return [];
  const broken = (underOverload ?? verdicts).filter(({ kind }) => kind === 'fail');
  return steps.flatMap(({ step, traceId }) => {
    const isBroken = broken.some(({ subject }) => subject.kind === 'step' && subject.step === step);
    if (!isBroken || traceId === undefined) return [];
    return [{ type: `${TRACE_LINK}${step}`, description: traceAddress(traceUrl, traceId) }];
  });
}
