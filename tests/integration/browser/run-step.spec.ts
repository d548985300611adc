import { expect, test } from '@playwright/test';
import type { InstallStep } from '../../../src/browser/install-steps.ts';
import { runStep } from '../../../src/browser/run-step.ts';

/** With far more time than a process needs to start on a busy machine. */
const step = (label: string): InstallStep => ({ label, command: label, args: [], timeoutSeconds: 30 });

test('a step gives its exit code and last words', async () => {
  const failing = {
    ...step('f'),
    command: process.execPath,
    args: ['-e', 'console.error("no space"); process.exit(3)'],
  };
  expect(await runStep(failing)).toEqual({ succeeded: false, said: 'exit 3: no space' });
});

test("a step's reason is not buried under its call stack", async () => {
  const failing = {
    ...step('f'),
    command: process.execPath,
    args: ['-e', 'throw new Error("getaddrinfo EAI_AGAIN")'],
  };
  const { said } = await runStep(failing);
  expect(said).toContain('exit 1: ');
  expect(said).toContain('Error: getaddrinfo EAI_AGAIN');
  expect(said).not.toContain('    at ');
});

test('a step that hangs is ended at its limit', async () => {
  const hanging = {
    ...step('h'),
    command: process.execPath,
    args: ['-e', 'setInterval(() => {}, 1000)'],
    timeoutSeconds: 0.3,
  };
  expect(await runStep(hanging)).toEqual({
    succeeded: false,
    said: 'ended at its limit of 0.3 s: it said nothing',
  });
});

test('a command that does not exist is a failed step, not a crash', async () => {
  expect(await runStep(step('no-such-command'))).toMatchObject({
    succeeded: false,
    said: expect.stringContaining('ENOENT'),
  });
});
