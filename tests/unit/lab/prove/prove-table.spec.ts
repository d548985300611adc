import { expect, test } from '@playwright/test';
import { proveMarkdown } from '../../../../lab/prove/prove-table.ts';
import type { Finding } from '../../../../lab/prove/proven-run.ts';
import { errors, healthy, run, slow, spikes, steady, times } from '../../../made/prove-runs.ts';

test('the page has a row for each measured case, and counts what every detector found', () => {
  const knee: Finding = { detector: 'knee', figures: [] };
  const runs = [run(healthy, []), run(errors, [steady(5), knee, spikes]), run(errors, [steady(5.2)])];
  const page = proveMarkdown([healthy, errors, slow], runs);
  const rows = page.split('\n').filter((line) => line.startsWith('| '));
  expect(rows).toContain('| healthy | soak, 40 s, VUS=10 | nothing | 1 run |  |  |  | nothing |');
  expect(rows).toContain(
    '| `*:errors+5` | soak, 40 s, VUS=10 | steady errors | 2 of 2 | errors | 5 %; median 5.1 (5 to 5.2) | 2 of 2 | sudden spikes (tax.calculate) 1× |',
  );
  expect(rows).toContain('| fault | runs | knee | steady errors | sudden spikes |');
  expect(rows).toContain('| errors | 2 | 1 | 2 | 1 |');
  expect(page).toContain('No healthy run had a false alarm.');
  expect(rows.join()).not.toContain('delay');
  expect(page).toContain('2026-11-28T12:00:00.000Z on 2 cores (CPU)');
  expect(page).toContain('(`3 runs, 3 at a time, commit abc1234`)');
});

test('without a run the page says so', () => {
  expect(proveMarkdown([healthy], [])).toContain('No run was measured.');
});

test('the page says "within bounds" only when nothing is missing and the runs are enough for a proof', () => {
  const enough = [...times(20, run(healthy, [])), ...times(20, run(errors, [steady(5)]))];
  expect(proveMarkdown([healthy, errors], enough)).toContain('Everything is within bounds.');
  const few = [{ ...errors, runs: 3 }];
  const page = proveMarkdown(few, times(3, run(errors, [steady(5)])));
  expect(page).not.toContain('Everything is within bounds.');
  expect(page).toContain('Too few runs for a proof: a fault has 3 runs');
  expect(page).toContain('Nothing is out of bounds so far.');
  expect(page).toContain('No healthy run was measured.');
  const missing = proveMarkdown([healthy, errors, slow], enough);
  expect(missing).toContain('delay: deals.list:delay+700: 0 of 20 runs were measured');
});

test('the page names the detectors that spoke in no run', () => {
  const page = proveMarkdown([errors], [run(errors, [steady(5), spikes])]);
  const [, silent] = /Detectors that spoke in no run: (.*)\./.exec(page) ?? [];
  expect(silent?.split(', ')).toEqual(expect.arrayContaining(['knee', 'warm-up', 'sequential scan']));
  expect(silent).not.toMatch(/steady errors|sudden spikes/);
});
