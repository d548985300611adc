import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { SignInProgress } from '../../../../lanes/traffic/sign-in-progress.ts';
import { Allowance } from '../../../../src/record/allowance.ts';
import { RunClock } from '../../../../src/record/run-clock.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import type { SignInState } from '../../../../src/record/sign-in-state.ts';
import type { Budgets } from '../../../../src/target/environments/environments.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

/** The sign-in of so many accounts in a run with these budgets. */
function signInOf(count: number, budgets?: Budgets) {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  const run = { folder, clock: new RunClock(folder), allowance: new Allowance(budgets, folder) };
  const clock = new FakeClock();
  const told: SignInState[] = [];
  const progress = new SignInProgress(run, count, (state) => told.push(state), clock);
  const budget = progress.counting({ take: () => Promise.resolve() });
  const make = async (done: number) => {
    await budget.take('ip');
    await budget.take('ip');
    progress.registered();
    progress.signedIn(done);
  };
  return { run, clock, progress, make, state: () => told.at(-1) };
}

test('it tells how many are done, how many of them were made, and how long that took, now and then', async () => {
  const { clock, progress, make, state } = signInOf(100);
  await make(1);
  expect(state()).toEqual({ done: 1, of: 100, made: 1, sinceMs: 0 });
  clock.jump(150);
  await make(2);
  expect(state(), 'not for each of thousands').toMatchObject({ done: 1 });
  clock.jump(50);
  progress.signedIn(3);
  expect(state()).toEqual({ done: 3, of: 100, made: 2, sinceMs: 200 });
  progress.signedIn(4);
  progress.end();
  expect(state()).toMatchObject({ done: 4 });
});

test('sign-ins are spent requests, registrations spent writes, and a budget that is used up ends the run', async () => {
  const { run, clock, progress, make } = signInOf(100, { requests: 1_000, writes: 2 });
  await make(1);
  expect(run.allowance.left()).toEqual({ requests: 998, writes: 1 });
  expect(progress.signal.aborted).toBe(false);
  clock.jump(200);
  await make(2);
  expect(progress.signal.aborted).toBe(true);
  expect(run.clock.stopReason()).toContain('its budget of 2 writes is used up');
  progress.end();
});

test('while the used-up rate limit is not free again, it says so', async () => {
  const { progress, make, state } = signInOf(1);
  await make(1);
  expect(state()).not.toHaveProperty('waitsForLimit');
  progress.waitsForLimit();
  expect(state()).toMatchObject({ done: 1, of: 1, waitsForLimit: true });
  progress.end();
  expect(state()).not.toHaveProperty('waitsForLimit');
});

test('a run that is stopped ends the sign-in', async () => {
  const { run, clock, progress } = signInOf(100);
  run.clock.stop('somebody wants it', 'person');
  await clock.advance(250);
  expect(progress.signal.aborted).toBe(true);
  progress.end();
});
