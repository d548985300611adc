import type { TestInfo } from '@playwright/test';
import { formatMs } from '../../src/base/format.ts';
import type { JudgedRound, StepRecord } from '../../src/record/round-record.ts';
import { drawBurst } from '../../src/report/attachments/charts.ts';
import { htmlTable, numberCell, verdictTable, wrappingCell } from '../../src/report/attachments/table.ts';
import { partsText } from '../../src/report/words/steps.ts';

/** Puts a round's figures beside its test: the steps, the limits, and the burst's latency over time. */
export async function attachRound(testInfo: TestInfo, round: JudgedRound): Promise<void> {
  const title = `${round.journey}, round ${round.number} of ${round.of}, ${round.vus} VUs`;
  await testInfo.attach('steps as felt in the page', {
    contentType: 'text/html',
    body: htmlTable(
      title,
      ['step', 'median', 'cold', 'warm visits', 'where the time went', 'requests'],
      round.steps.map(({ step, medianMs, coldMs, visitsMs, parts, requests }) => [
        step,
        numberCell(`${formatMs(medianMs)} ms`),
        numberCell(coldMs === undefined ? '' : formatMs(coldMs)),
        wrappingCell(visitsMs.map(formatMs).join(', ')),
        wrappingCell(parts === undefined ? '' : partsText(parts)),
        wrappingCell(requestsText(requests)),
      ]),
    ),
  });
  await testInfo.attach('limits', { contentType: 'text/html', body: verdictTable(title, round.verdicts) });
  if (round.burst === undefined) return;
  await testInfo.attach('latency of the burst over time', {
    contentType: 'image/svg+xml',
    body: drawBurst(
      round.burst.overTime,
      `burst on ${round.burst.operation}, ${round.burst.connections} connections`,
    ),
  });
}

/** The calls that a step made to the API, one by one; what else it loaded is only counted. */
function requestsText(requests: StepRecord['requests']): string {
  const calls = requests.filter(({ path }) => path.startsWith('/api/'));
  const others = requests.length - calls.length;
  const texts = calls.map(({ path, durationMs }) => `${path} ${formatMs(durationMs)} ms`);
  return [...texts, ...(others === 0 ? [] : [`${others} other ${others === 1 ? 'file' : 'files'}`])].join(
    ', ',
  );
}
