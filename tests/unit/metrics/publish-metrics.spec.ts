import { expect, test } from '@playwright/test';
import { publishMetrics } from '../../../src/metrics/publish-metrics.ts';
import { RUN_FOLDERS } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { limitOf } from '../../../src/verdict/verdict.ts';
import { metricFacts, samplesIn } from '../../made/metrics-run.ts';
import { smallRound } from '../../made/small-record.ts';
import { madeVerdicts } from '../../made/verdict.ts';

/** A run whose first round broke a limit that the second held; returns what Prometheus has of it after the end. */
async function toldAtEnd(invalid?: string): Promise<string[]> {
  const folder = new RunFolder(test.info().outputPath(invalid ?? 'sound'));
  const limit = limitOf({ kind: 'step', journey: 'login', step: 'sign in' }, 'median', 'journey', 1_000);
  for (const [number, kind] of [
    [1, 'fail'],
    [2, 'pass'],
  ] as const) {
    const judged = { ...limit, kind, figure: kind === 'fail' ? 1_200 : 400, samples: 2, interval: {} };
    const verdicts = madeVerdicts([judged], { kind: 'round', journey: 'login', number });
    folder.write(`${RUN_FOLDERS.rounds}/login-${number}.json`, { ...smallRound(number, [400]), verdicts });
  }
  const metrics = await publishMetrics({ endpoint: undefined, push: undefined }, metricFacts, folder);
  await metrics.finish({
    gone: undefined,
    interrupted: false,
    verdicts: [],
    ...(invalid !== undefined && { invalid }),
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
  expect((await toldAtEnd('the clock was set')).sort()).toEqual([
    'round login: sign in inconclusive',
    'run invalid',
  ]);
});
