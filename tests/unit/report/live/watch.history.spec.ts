import { expect, test } from '@playwright/test';
import { LiveHistory } from '../../../../src/report/live/watch.ts';
import { progressAt } from '../../../made/live-state.ts';

test('a spike of one second is still seen when a cell is a quarter of the run', () => {
  const history = new LiveHistory();
  for (let seconds = 0; seconds < 300; seconds++)
    history.add(progressAt(seconds * 1000, { recentP95Ms: seconds === 200 ? 900 : 100 }));
  expect(history.cells(4).map((cell) => cell?.p95Ms)).toEqual([100, 900, undefined, undefined]);
});

test('a short run has no gaps between its seconds', () => {
  const history = new LiveHistory();
  for (let seconds = 0; seconds <= 10; seconds++)
    history.add(progressAt(seconds * 1000, { durationMs: 20_000 }));
  const known = history.cells(60).map((cell) => cell !== undefined);
  expect(known.slice(0, 30)).toEqual(new Array(30).fill(true));
  expect(known.slice(31)).toEqual(new Array(29).fill(false));
});

test('what comes after the planned end counts to its last cell', () => {
  const history = new LiveHistory();
  history.add(progressAt(601_000, { vus: 3 }));
  expect(history.cells(10).at(-1)?.vus).toBe(3);
});
