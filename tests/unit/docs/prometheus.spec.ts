import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { BUCKET_BOUNDS_SECONDS } from '../../../src/metrics/latency-buckets.ts';
import { RUN_STATES } from '../../../src/metrics/verdict-families.ts';

const document = readFileSync(new URL('../../../docs/prometheus.md', import.meta.url), 'utf8');

test('docs/prometheus.md says how many buckets there are, and from where to where', () => {
  const [first, last] = [BUCKET_BOUNDS_SECONDS[0] * 1000, BUCKET_BOUNDS_SECONDS.at(-1)];
  expect(document).toContain(`${BUCKET_BOUNDS_SECONDS.length} buckets from ${first} ms to ${last} s`);
});

test('docs/prometheus.md names each state of a run', () => {
  expect(document).toContain(
    `| \`loadtest_run_state\` | gauge, 1 for what holds | state: ${RUN_STATES.join(', ')} |`,
  );
});
