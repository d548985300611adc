import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { TerminalBlock } from '../../../../src/report/live/terminal-block.ts';
import { Screen } from '../../../made/screen.ts';

const blockOn = (screen: Screen) => ({ screen, block: new TerminalBlock(screen) });

test('lines are renewed in place, and more or fewer of them leave nothing behind', () => {
  const { screen, block } = blockOn(new Screen(80, 24));
  screen.write('before\n');
  block.show(['time 1', 'users 10']);
  block.show(['time 2', 'users 9', '! slow']);
  expect(screen.text).toBe('before\ntime 2\nusers 9\n! slow\n');
  block.show(['t 3']);
  expect(screen.text.trimEnd()).toBe('before\nt 3');
});

test('other output appears above the lines, which are then drawn again', async () => {
  const { screen, block } = blockOn(new Screen(80, 24));
  block.show(['time 1']);
  screen.write('ok login\n');
  expect(screen.text.trimEnd()).toBe('ok login');
  await nextTurn();
  expect(screen.text.trimEnd()).toBe('ok login\ntime 1');
});

test('somebody who goes back up to a line of theirs finds it where it was', async () => {
  const { screen, block } = blockOn(new Screen(80, 24));
  screen.write('1 traffic\n2 login\n');
  block.show(['time 1', 'users 10']);
  for (const piece of ['\u001b[2A', '\u001b[2K\u001b[0G', 'ok 1 traffic', '\u001b[2E']) screen.write(piece);
  await nextTurn();
  expect(screen.text.trimEnd()).toBe('ok 1 traffic\n2 login\ntime 1\nusers 10');
});

test('a line of somebody that has no end yet is gone on with', async () => {
  const { screen, block } = blockOn(new Screen(80, 24));
  screen.write('signing ');
  block.show(['time 1', 'users 10']);
  screen.write('in\n');
  await nextTurn();
  expect(screen.text.trimEnd()).toBe('signing in\ntime 1\nusers 10');
});

test('lines that wrapped when the terminal became narrower are taken away whole', () => {
  const screen = new Screen(40, 24);
  let columns = 80;
  const stream = {
    get columns() {
      return columns;
    },
    write: (text: string | Uint8Array) => screen.write(text),
  };
  const block = new TerminalBlock(stream);
  block.show(['x'.repeat(60), 'y']);
  columns = 40;
  block.end();
  expect(screen.text.trimEnd()).toBe('');
  expect(screen.cursor).toEqual({ row: 0, column: 0 });
});

test('lines that did not change are not written again', () => {
  const { screen, block } = blockOn(new Screen(80, 24));
  block.show(['time 1']);
  const { writes } = screen;
  block.show(['time 1']);
  expect(screen.writes).toBe(writes);
});

test('at the end nothing is left of the lines, and the stream is as it was', async () => {
  const { screen, block } = blockOn(new Screen(80, 24));
  screen.write('before\n');
  block.show(['time 1', 'users 10']);
  block.end();
  screen.write('after\n');
  await nextTurn();
  expect(screen.text.trimEnd()).toBe('before\nafter');
  expect(Object.hasOwn(screen, 'write')).toBe(false);
});

test('an interruption leaves the last lines as text, and what comes then below them', async () => {
  const { screen, block } = blockOn(new Screen(80, 24));
  block.show(['time 1', 'users 10']);
  block.leave();
  screen.write('Ending the run\n');
  await nextTurn();
  expect(screen.text.trimEnd()).toBe('time 1\nusers 10\nEnding the run');
});
