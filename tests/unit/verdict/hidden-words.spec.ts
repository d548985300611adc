import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { hiddenWords } from '../../../src/verdict/hidden-words.ts';
import { judgePercentile } from '../../../src/verdict/judge-percentile.ts';
import { limitOf } from '../../../src/verdict/verdict.ts';
import { verdictMessage } from '../../../src/verdict/verdict-message.ts';
import { operation } from '../../made/verdict.ts';

const p95 = limitOf(operation('auth.login'), 'p95', 'baseline', 500);

test('a limit that the measurer hides is told with what the samples show and how much of it may be the measurer’s', () => {
  const [measured, least] = [new LatencyHistogram(), new LatencyHistogram()];
  for (const ms of [480, 501, 503, 503, 700]) {
    measured.record(ms * 1_000);
    least.record((ms - 8) * 1_000);
  }
  const judged = judgePercentile(measured, 95, p95, { least });
  expect(judged).toMatchObject({ kind: 'inconclusive', because: 'own delay' });
  expect(verdictMessage(judged)).toMatch(
    /5 samples.*: inconclusive \(the samples show at least 503 ms, of which up to \d\.\d+ ms may be the measurer's own delay: without that it may be within the limit\)$/,
  );
});

test('a figure just over the limit does not look like the limit', () => {
  expect(hiddenWords(p95, 500.2, 498.4)).toMatch(
    /^the samples show at least 500\.2 ms, of which up to 1\.8 ms may be/,
  );
  expect(hiddenWords(p95, 500, 498)).toContain('at least 500 ms,');
  const errors = limitOf(operation('auth.login'), 'errorRate', 'baseline', 0.01);
  expect(hiddenWords(errors, 0.010004, 0.002)).toContain('at least 1.0004 %, of which up to 0.8 % may be');
});

test('a throughput or availability may have lost something to the measurer', () => {
  const availability = limitOf(operation('auth.login'), 'availability', 'baseline', 0.999);
  expect(hiddenWords(availability, 0.99, 1)).toMatch(
    /^the samples show at most 99 %, from which the measurer's own delay may have taken up to 1 %: without/,
  );
});
