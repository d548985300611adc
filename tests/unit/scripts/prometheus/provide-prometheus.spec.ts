import { expect, test } from '@playwright/test';
import type { FoundPrometheus } from '../../../../scripts/prometheus/find-prometheus.ts';
import { prometheusInstallSteps } from '../../../../scripts/prometheus/install-steps.ts';
import { type ProvidingParts, providePrometheus } from '../../../../scripts/prometheus/provide-prometheus.ts';
import type { InstallStep, InstallSurroundings } from '../../../../src/browser/install-steps.ts';

const found: FoundPrometheus = {
  prometheus: 'prometheus',
  promtool: 'promtool',
  version: 'prometheus, version 2.42.0',
};
const step = (label: string): InstallStep => ({ label, command: label, args: [], timeoutSeconds: 1 });

/** A machine that has Prometheus once the step `given` has run. */
function machine(given: string | undefined, ran: string[]): ProvidingParts {
  return {
    find: () => (given !== undefined && ran.includes(given) ? found : undefined),
    run: async ({ label }) => {
      ran.push(label);
      return label === given
        ? { succeeded: true, said: 'ok' }
        : { succeeded: false, said: 'exit 100: no route' };
    },
    say: () => {},
  };
}

test('nothing is installed where Prometheus is there', async () => {
  const ran: string[] = [];
  const provided = await providePrometheus([step('a')], { ...machine(undefined, ran), find: () => found });
  expect(provided).toEqual({ kind: 'ready', found });
  expect(ran).toEqual([]);
});

test('the steps are tried in order until one brings it', async () => {
  const ran: string[] = [];
  expect((await providePrometheus([step('a'), step('b'), step('c')], machine('b', ran))).kind).toBe('ready');
  expect(ran).toEqual(['a', 'b']);
});

test('when nothing works, the message says what was tried, what it said and what to do', async () => {
  const provided = await providePrometheus([step('apt-get install')], machine(undefined, []));
  if (provided.kind !== 'none') throw new Error(`got ${provided.kind}, want none`);
  expect(provided.message).toContain('- apt-get install: exit 100: no route');
  expect(provided.message).toContain('What to do: install it by hand');
});

test('the package manager of the system is asked, as root or through sudo without a prompt', () => {
  const steps = (platform: NodeJS.Platform, isRoot: boolean, ...commands: string[]) => {
    const surroundings: InstallSurroundings = {
      platform,
      isRoot,
      has: (command) => commands.includes(command),
    };
    return prometheusInstallSteps(surroundings).map(({ label }) => label);
  };
  expect(steps('linux', true, 'apt-get')).toEqual([
    'apt-get update',
    'env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive nice apt-get -o DPkg::Lock::Timeout=120 install --yes --no-install-recommends prometheus',
  ]);
  expect(steps('linux', false, 'sudo', 'apt-get')[0]).toBe('sudo -n apt-get update');
  expect(steps('linux', false, 'apt-get')).toEqual([]);
  expect(steps('linux', true, 'apk')).toEqual(['apk add --no-cache prometheus']);
  expect(steps('darwin', false, 'brew')).toEqual(['brew install prometheus']);
  expect(steps('win32', false)).toEqual([]);
});
