import { expect, test } from '@playwright/test';
import { metricsInTest, samplesIn } from '../../made/metrics-run.ts';

test('the diagnosis of a traffic is told: its state, and how many patterns of each kind', async () => {
  const metrics = metricsInTest();
  const known = { requests: 900, figures: [], services: [], operations: [] };
  const spikes = {
    kind: 'sudden spikes',
    evidence: [],
    figures: [],
    likelyCause: '',
    confidence: 'high',
    nextCommand: '',
  } as const;
  const diagnosis = { state: { state: 'degraded', ...known }, patterns: [spikes, spikes] } as const;
  metrics.finish([], 'pass', { diagnosis });
  const text = await metrics.text();
  expect(text).toMatch(/loadtest_target_state\{state="degraded"[^}]*\} 1/);
  expect(text).toMatch(/loadtest_target_state\{state="healthy"[^}]*\} 0/);
  expect(text).toMatch(/loadtest_patterns\{kind="sudden spikes"[^}]*\} 2/);
});

test('the script that blocked a slow step is told with its step and its share of the time', async () => {
  const metrics = metricsInTest();
  const culprit = {
    kind: 'script',
    name: 'recalculate in /assets/app.js',
    of: 'create deal: open worksheet',
    shareOfTime: 0.62,
    text: '',
  } as const;
  metrics.finish([], 'fail', { culprits: [culprit] });
  expect(samplesIn(await metrics.text()).filter(({ name }) => name === 'loadtest_culprit_ratio')).toEqual([
    {
      name: 'loadtest_culprit_ratio',
      labels: expect.objectContaining({
        kind: 'script',
        culprit: 'recalculate in /assets/app.js',
        subject: 'create deal: open worksheet',
      }),
      value: 0.62,
    },
  ]);
});

test('the statement of a slow operation is told next to it, and a label has no more than a line of it', async () => {
  const metrics = metricsInTest();
  const columns = Array.from({ length: 60 }, (_, index) => `column_${index}`).join(', ');
  const statement = {
    kind: 'statement',
    name: `SELECT ${columns} FROM deals WHERE dealership_id = $1 ORDER BY created_at DESC`,
    of: 'deals.list',
    shareOfTime: 0.9,
    text: '',
  } as const;
  metrics.finish([], 'fail', { culprits: [statement] });
  const [sample, ...others] = samplesIn(await metrics.text()).filter(
    ({ name }) => name === 'loadtest_culprit_ratio',
  );
  expect(others).toEqual([]);
  expect(sample).toMatchObject({ labels: { kind: 'statement', subject: 'deals.list' }, value: 0.9 });
  expect(sample?.labels.culprit).toBe(
    'SELECT … FROM deals WHERE dealership_id = $1 ORDER BY created_at DESC',
  );
  expect(sample?.labels.culprit?.length).toBeLessThan(100);
});
