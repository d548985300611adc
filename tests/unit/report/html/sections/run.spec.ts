import { expect, test } from '@playwright/test';
import { runSection } from '../../../../../src/report/html/sections/run.ts';
import { CALM } from '../../../../made/slices.ts';
import { smallBurst, smallRecord } from '../../../../made/small-record.ts';

test('a run says which priority the processes had that sent its bursts, each once', () => {
  const burst = (nice: number) => ({
    ...smallBurst('deals.list', 4),
    health: { ...CALM, nice, groupNice: 0 },
  });
  const page = (...priorities: number[]) => runSection(smallRecord({ bursts: priorities.map(burst) })).html;
  expect(page(0, 0, -10)).toContain(
    '<dt>priority of the bursts</dt><dd>nice 0, its group 0 and nice -10, its group 0</dd>',
  );
  expect(page()).not.toContain('priority of the bursts');
});
