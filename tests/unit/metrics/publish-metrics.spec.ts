import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { type PublishedMetrics, publishMetrics } from '../../../src/metrics/publish-metrics.ts';
import { RUN_FOLDERS } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { limitOf } from '../../../src/verdict/verdict.ts';
import { metricFacts, samplesIn } from '../../made/metrics-run.ts';
import { madeSlice } from '../../made/slices.ts';
import { smallRound } from '../../made/small-record.ts';
import { madeVerdicts } from '../../made/verdict.ts';

/**
 * A run with rounds of which this became; by default its first round broke a limit that the second held.
 *
 * @returns what Prometheus has of it after the end
 */
async function toldAtEnd(
  end: Partial<Parameters<PublishedMetrics['finish']>[0]> = {},
  kinds: readonly ('fail' | 'pass')[] = ['fail', 'pass'],
): Promise<string[]> {
  const folder = new RunFolder(test.info().outputPath('run'));
  const limit = limitOf({ kind: 'step', journey: 'login', step: 'sign in' }, 'median', 'journey', 1_000);
  for (const [index, kind] of kinds.entries()) {
    const number = index + 1;
    const judged = { ...limit, kind, figure: kind === 'fail' ? 1_200 : 400, samples: 2, interval: {} };
    const verdicts = madeVerdicts([judged], { kind: 'round', journey: 'login', number });
    folder.write(`${RUN_FOLDERS.rounds}/login-${number}.json`, {
      ...smallRound(number, [400]),
      journey: 'login',
      number,
      verdicts,
    });
  }
  const metrics = await publishMetrics({ endpoint: undefined, push: undefined }, metricFacts, folder);
  await metrics.finish({
    gone: undefined,
    interrupted: false,
    verdicts: [],
    ...end,
  });
  return samplesIn(await metrics.meter.text()).flatMap(({ name, value, labels }) => {
    if (value !== 1) return [];
    if (name === 'loadtest_run_state') return [`run ${labels.state}`];
    return name === 'loadtest_limit_verdict' ? [`${labels.owner} ${labels.subject} ${labels.verdict}`] : [];
  });
}

test('a round that broke a limit fails the run and is told as broken, although a later round held it', async () => {
  expect((await toldAtEnd()).sort()).toEqual(['round login: sign in fail', 'run fail']);
});

test('an invalid run calls no limit broken, those of its rounds neither', async () => {
  expect((await toldAtEnd({ invalid: 'the clock was set' })).sort()).toEqual([
    'round login: sign in inconclusive',
    'run invalid',
  ]);
});

test('a run whose users sent too little while pages were visited is invalid, and its steps hold nothing', async () => {
  const slices = [
    decodeSlice(
      madeSlice(
        0,
        {},
        {
          round: { kind: 'visits', journey: 'login', number: 1 },
          userTime: { totalMs: 100_000, lostMs: 20_000 },
        },
      ),
    ),
  ];
  expect((await toldAtEnd({ slices }, ['pass'])).sort()).toEqual([
    'round login: sign in inconclusive',
    'run invalid',
  ]);
  // The share of one segment says nothing of the whole load.
  expect((await toldAtEnd({ slices, isSegment: true }, ['pass'])).sort()).toEqual([
    'round login: sign in pass',
    'run segment',
  ]);
});
