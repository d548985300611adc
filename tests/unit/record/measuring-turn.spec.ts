import { mkdirSync, readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import {
  forgetMeasuring,
  noteOpenSlice,
  readMeasuring,
  takeMeasuringTurn,
} from '../../../src/record/measuring-turn.ts';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { FakeClock } from '../../made/fake-clock.ts';

function newFolder(): RunFolder {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  return folder;
}

/** Linux numbers no process this high. */
const NOBODY = 2 ** 22 + 1;

const login = { journey: 'login', number: 1, of: 2 };

test('the next round measures when the one before is over', async () => {
  const folder = newFolder();
  const order: string[] = [];
  const turn = await takeMeasuringTurn(folder, login);
  const next = takeMeasuringTurn(folder, login).then((nextTurn) => {
    order.push('next begins');
    nextTurn.end();
  });
  order.push('first ends');
  turn.end();
  await next;
  expect(order).toEqual(['first ends', 'next begins']);
});

test('others can read which round measures and what it does, while it does', async () => {
  const folder = newFolder();
  const turn = await takeMeasuringTurn(folder, login);
  expect(readMeasuring(folder)).toBeUndefined();
  await turn.does({ kind: 'visits' });
  expect(readMeasuring(folder)).toEqual({ kind: 'visits', ...login });
  await turn.does({ kind: 'burst', operation: 'auth.login' });
  expect(readMeasuring(folder)).toEqual({ kind: 'burst', operation: 'auth.login', ...login });
  turn.end();
  expect(readMeasuring(folder)).toBeUndefined();
});

test('a round that ends its turn twice leaves the note of the next round', async () => {
  const folder = newFolder();
  const first = await takeMeasuringTurn(folder, login);
  first.end();
  const second = await takeMeasuringTurn(folder, { ...login, number: 2 });
  await second.does({ kind: 'visits' });
  first.end();
  expect(readMeasuring(folder)?.number).toBe(2);
  second.end();
});

test('a round waits until the traffic has closed the slice before it, but not for ever', async () => {
  const folder = newFolder();
  const clock = new FakeClock();
  noteOpenSlice(folder, undefined);
  const turn = await takeMeasuringTurn(folder, login, clock);
  let begun = false;
  const visits = turn.does({ kind: 'visits' }).then(() => {
    begun = true;
  });
  await clock.advance(100);
  expect(begun).toBe(false);
  noteOpenSlice(folder, { kind: 'visits', journey: 'login', number: 1 });
  await clock.advance(40);
  expect(begun).toBe(true);
  await visits;

  const burst = turn.does({ kind: 'burst', operation: 'auth.login' });
  await clock.advance(2_100);
  await burst;
  turn.end();
});

test('a round does not wait for a traffic that was killed', async () => {
  const folder = newFolder();
  folder.write(RUN_FILES.openSlice, { round: null, pid: NOBODY });
  const turn = await takeMeasuringTurn(folder, login, new FakeClock());
  // The clock stands still: whoever waits for anything waits for ever.
  await turn.does({ kind: 'visits' });
  turn.end();
});

test('a round whose process was killed measures no more, and the next one does', async () => {
  const folder = newFolder();
  folder.write(RUN_FILES.measuring, { kind: 'visits', ...login, pid: NOBODY });
  expect(readMeasuring(folder)).toBeUndefined();
  const turn = await takeMeasuringTurn(folder, { ...login, number: 2 });
  await turn.does({ kind: 'visits' });
  expect(readMeasuring(folder)?.number).toBe(2);
  turn.end();
});

test('nothing of the turns is left when the run has ended', async () => {
  const folder = newFolder();
  noteOpenSlice(folder, undefined);
  const turn = await takeMeasuringTurn(folder, login);
  turn.end();
  forgetMeasuring(folder);
  expect(readdirSync(folder.path)).toEqual([]);
});
