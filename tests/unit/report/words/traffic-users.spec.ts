import { expect, test } from '@playwright/test';
import { verdictHeader } from '../../../../src/report/html/sections/header.ts';
import { loadLine } from '../../../../src/report/words/run-lines.ts';
import { usersUntilTheEnd } from '../../../../src/report/words/traffic-users.ts';
import { sliceRecord } from '../../../../src/run/traffic-record.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { smallRecord } from '../../../made/small-record.ts';
import { decodedSlices } from '../../../made/small-run.ts';

const [first] = decodedSlices;
if (first === undefined) throw new Error('the small run has slices');
const slicesWith = (...users: number[]) => users.map((vus) => ({ ...sliceRecord(first), vus }));
const planned = { vus: 500, plannedDurationMs: 900_000 };

test('a run that ended on its way up does not claim the users that never came', () => {
  const record = smallRecord(planned);
  const traffic = { ...record.traffic, elapsedMs: 30_000, slices: slicesWith(8, 17, 0) } as NonNullable<
    typeof record.traffic
  >;
  expect(loadLine(traffic, record)).toBe('at least 17 of 500 planned virtual users for 30 s');
  const { html } = verdictHeader(runView({ ...record, traffic }, []));
  expect(html).toContain('Measured with at least 17 of 500 planned virtual users for 30 s');
  expect(usersUntilTheEnd({ elapsedMs: 4_000, slices: slicesWith(0) }, planned)).toBe(
    'up to 500 virtual users',
  );
});

test('a run that came to its end, or ended when all users were there, has those planned', () => {
  expect(usersUntilTheEnd({ elapsedMs: 900_100, slices: slicesWith(100, 490, 0) }, planned)).toBeUndefined();
  expect(usersUntilTheEnd({ elapsedMs: 600_000, slices: slicesWith(500, 0) }, planned)).toBeUndefined();
});

test('a search takes as many users as it decides, however long it takes', () => {
  const capacity = { kind: 'found', unit: 'users', most: 500, level: 150, windows: [] } as const;
  const traffic = { elapsedMs: 200_000, slices: slicesWith(150) };
  expect(loadLine(traffic, { ...planned, capacity })).toBe('up to 500 virtual users for 3 min 20 s');
});

test('the open model names the most users that sent, and at least those that it begins with', () => {
  const lag = { samples: 0 };
  const arrivals = { offered: 900, sent: 900, notSent: 0, late: 0, startLag: lag, ownLag: lag };
  const line = (vus: number, ...users: number[]) =>
    loadLine({ arrivals, elapsedMs: 30_000, slices: slicesWith(...users) }, { ...planned, vus });
  expect(line(5, 5, 5)).toBe('900 arrivals in 30 s, sent by up to 5 virtual users');
  expect(line(10, 60, 84)).toBe('900 arrivals in 30 s, sent by up to 84 virtual users');
});
