import { expect, test } from '@playwright/test';
import { metricsInTest } from '../../made/metrics-run.ts';

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
  metrics.finish([], 'pass', { state: { state: 'degraded', ...known }, patterns: [spikes, spikes] });
  const text = await metrics.text();
  expect(text).toMatch(/loadtest_target_state\{state="degraded"[^}]*\} 1/);
  expect(text).toMatch(/loadtest_target_state\{state="healthy"[^}]*\} 0/);
  expect(text).toMatch(/loadtest_patterns\{kind="sudden spikes"[^}]*\} 2/);
});
