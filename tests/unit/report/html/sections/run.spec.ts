import { expect, test } from '@playwright/test';
import type { RunRecord } from '../../../../../src/record/run-record.ts';
import { runSection } from '../../../../../src/report/html/sections/run.ts';
import { CALM } from '../../../../made/slices.ts';
import { smallBurst, smallRecord } from '../../../../made/small-record.ts';
import { smallRun } from '../../../../made/small-run.ts';

test('the open model says how many users it began with, and how many there were at most', () => {
  const lag = { samples: 0 };
  const arrivals = { offered: 900, sent: 900, notSent: 0, late: 0, startLag: lag, ownLag: lag };
  const { traffic } = smallRun();
  if (traffic === null) throw new Error('the small run has traffic');
  const slices = traffic.slices.map((slice, index) => ({ ...slice, vus: 60 + index }));
  const users = (record: RunRecord) =>
    /<dt>virtual users<\/dt><dd>([^<]*)/.exec(runSection(record).html)?.[1];
  expect(users(smallRun({ traffic: { ...traffic, arrivals, slices } }))).toBe('10 at first, 61 at most');
  expect(users(smallRun())).toBe('10 planned');
});

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
