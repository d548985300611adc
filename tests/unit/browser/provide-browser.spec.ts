import { expect, test } from '@playwright/test';
import type { FoundBrowser } from '../../../src/browser/find-browser.ts';
import {
  type InstallStep,
  type InstallSurroundings,
  installSteps,
} from '../../../src/browser/install-steps.ts';
import { type ProvidingParts, provideBrowser } from '../../../src/browser/provide-browser.ts';

const browser: FoundBrowser = { kind: 'system', executablePath: '/b', version: 'Chromium 150.0.1' };
const step = (label: string): InstallStep => ({ label, command: label, args: [], timeoutSeconds: 1 });

/** A machine that has a browser once the step `given` has run, and writes down what was run. */
function machine(
  given: string | undefined,
  ran: string[],
  changes: Partial<ProvidingParts> = {},
): ProvidingParts {
  return {
    find: () => (given !== undefined && ran.includes(given) ? browser : undefined),
    prove: async () => ({ kind: 'runs', startMs: 100 }),
    run: async ({ label }) => {
      ran.push(label);
      return label === given
        ? { succeeded: true, said: 'ok' }
        : { succeeded: false, said: 'exit 1: no route' };
    },
    say: () => {},
    ...changes,
  };
}

test('nothing is installed when a browser starts', async () => {
  const ran: string[] = [];
  const provided = await provideBrowser([step('a')], machine(undefined, ran, { find: () => browser }));
  expect(provided).toEqual({ kind: 'ready', browser, startMs: 100 });
  expect(ran).toEqual([]);
});

test('the steps are tried in order and end with the first that brings a browser', async () => {
  const ran: string[] = [];
  const provided = await provideBrowser([step('a'), step('b'), step('c')], machine('b', ran));
  expect(provided.kind).toBe('ready');
  expect(ran).toEqual(['a', 'b']);
});

test('when nothing works, one message says what was tried, what each said and what to do', async () => {
  const provided = await provideBrowser([step('download'), step('apt-get')], machine(undefined, []));
  if (provided.kind !== 'none') throw new Error(`got ${provided.kind}, want none`);
  expect(provided.message).toContain('- download: exit 1: no route');
  expect(provided.message).toContain('- apt-get: exit 1: no route');
  expect(provided.message).toContain('DESK_BROWSER');
});

test('a browser that is there but does not start is not enough', async () => {
  const parts = machine(undefined, [], {
    find: () => browser,
    prove: async () => ({ kind: 'broken', reason: 'libnss3.so is missing' }),
  });
  const provided = await provideBrowser([step('a')], parts);
  expect(provided).toMatchObject({ kind: 'none', message: expect.stringContaining('libnss3.so is missing') });
});

test('the package manager is asked after Playwright, as root or through sudo without a prompt', () => {
  const surroundings = (isRoot: boolean, ...commands: string[]): InstallSurroundings => ({
    platform: 'linux',
    isRoot,
    has: (command) => commands.includes(command),
  });
  const labels = (of: InstallSurroundings) => installSteps(of, 'cli.js').map(({ label }) => label);
  expect(labels(surroundings(true, 'apt-get'))).toEqual([
    'npx playwright install --with-deps chromium',
    'npx playwright install chromium',
    'apt-get update',
    'apt-get -o DPkg::Lock::Timeout=120 install --yes --no-install-recommends chromium',
  ]);
  expect(labels(surroundings(false, 'sudo', 'dnf')).at(-1)).toBe('sudo -n dnf install --assumeyes chromium');
  expect(labels(surroundings(true, 'apk')).at(-1)).toBe('apk add --no-cache chromium');
  expect(labels(surroundings(false, 'apt-get'))).toHaveLength(2);
});
