import type { TestInfo } from '@playwright/test';
import type { JudgedRound } from '../../src/record/round-record.ts';
import { drawBurst } from '../../src/report/attachments/charts.ts';
import { stepsTable, verdictTable } from '../../src/report/attachments/tables.ts';
import { usersWords } from '../../src/report/words/in-rounds.ts';
import { attachForReaders } from '../attach-for-readers.ts';

/** Attaches a round's figures to its test: the steps, the limits, and the burst's latency over time. */
export async function attachRound(testInfo: TestInfo, round: JudgedRound): Promise<void> {
  const title = `${round.journey}, round ${round.number} of ${round.of}, ${usersWords(round)}`;
  await attachForReaders(testInfo, 'steps as felt in the page', {
    contentType: 'text/html',
    body: stepsTable(title, round.steps),
  });
  const { verdicts, underOverload } = round;
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
