import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Found } from '../../../src/evidence/collector.ts';
import { kubernetesCollector } from '../../../src/evidence/kubernetes.ts';

const PODS = {
  items: [
    {
      metadata: { name: 'deals-1' },
      spec: {
        containers: [{ resources: { requests: { cpu: '250m', memory: '128Mi' }, limits: { cpu: '1' } } }],
      },
      status: { containerStatuses: [{ ready: true, restartCount: 0 }] },
    },
  ],
};

/** Puts a `kubectl` in front of the PATH that answers like this, by its command; returns what it was called with. */
function fakeKubectl(cases: Readonly<Record<string, string>>): () => string[] {
  const folder = test.info().outputPath('bin');
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'calls');
  writeFileSync(log, '');
  const branches = Object.entries(cases).map(([command, script]) => `${command}) ${script} ;;`);
  writeFileSync(
    join(folder, 'kubectl'),
    `#!/bin/sh\necho "$@" >> '${log}'\ncase "$3" in\n${branches.join('\n')}\n*) echo "unknown" >&2; exit 1 ;;\nesac\n`,
  );
  chmodSync(join(folder, 'kubectl'), 0o755);
  process.env.PATH = `${folder}${delimiter}${oldPath}`;
  return () => readFileSync(log, 'utf8').trim().split('\n');
}

const oldPath = process.env.PATH ?? '';
test.afterEach(() => {
  process.env.PATH = oldPath;
});

/** A line of shell that prints this. */
const says = (text: string) => `printf '%s\\n' '${text.replaceAll("'", "'\\''")}'`;

test('pods have their use against requests and limits, their restarts and their last errors', async () => {
  const restarted = structuredClone(PODS);
  const [status] = restarted.items[0]?.status.containerStatuses ?? [];
  if (status !== undefined) status.restartCount = 2;
  const marker = test.info().outputPath('asked');
  const calls = fakeKubectl({
    config: says('prod'),
    get: `if [ -e '${marker}' ]; then ${says(JSON.stringify(restarted))}; else touch '${marker}'; ${says(JSON.stringify(PODS))}; fi`,
    top: says('deals-1   500m   200Mi'),
    logs: says('info started\nERROR login of ann@example.com: token=abc123 refused'),
  });
  const watch = await kubernetesCollector('desk').start();
  const samples = await watch.sample?.();
  await watch.end();
  const found = await watch.find();
  watch.close();
  expect(samples).toContainEqual({ name: 'pods that are ready', unit: 'count', value: 1 });
  expect(samples).toContainEqual({
    name: 'processor of deals-1',
    kind: 'processor of a pod',
    pod: 'deals-1',
    unit: 'cores',
    value: 0.5,
  });
  expect(found.pods).toEqual([
    {
      pod: 'deals-1',
      restarts: 2,
      restartsBefore: 0,
      cores: 0.5,
      coresRequested: 0.25,
      coresLimit: 1,
      memoryBytes: 200 * 2 ** 20,
      memoryRequestedBytes: 128 * 2 ** 20,
    },
  ]);
  expect(found.lines).toEqual(['deals-1: ERROR login of ***: token=*** refused']);
  expect(calls().every((call) => /^--namespace desk (?:config|get|top|logs) /.test(call))).toBe(true);
});

test('error lines stand in the order of the pods, though a later log comes first and another is missing', async () => {
  const [pod] = PODS.items;
  const items = ['deals-1', 'deals-2', 'deals-3'].map((name) => ({ ...pod, metadata: { name } }));
  const first = test.info().outputPath('first');
  fakeKubectl({
    config: says('prod'),
    get: says(JSON.stringify({ items })),
    logs: `case "$4" in
      deals-1) until [ -e '${first}' ]; do sleep 0.01; done; ${says('ERROR one')} ;;
      deals-2) echo 'gone' >&2; exit 1 ;;
      deals-3) ${says('ERROR three')} ;;
      esac`,
  });
  const watch = await kubernetesCollector('desk').start();
  const early: unknown[] = [];
  const keep = ({ lines = [] }: Found) => {
    early.push(lines);
    if (lines.includes('deals-3: ERROR three')) writeFileSync(first, '');
  };
  const found = await watch.find(keep);
  watch.close();
  expect(early).toContainEqual(['deals-3: ERROR three']);
  expect(found.lines).toEqual(['deals-1: ERROR one', 'deals-3: ERROR three']);
  expect(found.problems).toEqual(['kubectl logs: gone']);
});

test('without the metrics server the rest is there, and one line', async () => {
  fakeKubectl({
    config: says('prod'),
    get: says(JSON.stringify(PODS)),
    top: `${says('error: Metrics API not available').replace('printf', '>&2 printf')}; exit 1`,
    logs: 'true',
  });
  const watch = await kubernetesCollector('desk').start();
  await watch.sample?.();
  await watch.sample?.();
  const found = await watch.find();
  watch.close();
  expect(found.pods).toHaveLength(1);
  expect(found.problems).toEqual(['kubectl top: error: Metrics API not available']);
});

test('a kubectl that hangs is ended as soon as nobody waits any more', async () => {
  const file = test.info().outputPath('pid');
  fakeKubectl({ config: `echo $$ > '${file}'; exec sleep 60` });
  const ending = new AbortController();
  const started = kubernetesCollector('desk').start(ending.signal);
  started.catch(() => undefined);
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toMatch(/\d\n/);
  const pid = Number(readFileSync(file, 'utf8'));
  process.kill(pid, 0);
  ending.abort();
  await expect(started).rejects.toThrow('kubectl config: it ended with ABORT_ERR');
  await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
});

test('no kubectl, and one without a context, are a line before the run', async () => {
  process.env.PATH = test.info().outputPath('nowhere');
  await expect(kubernetesCollector('desk').start()).rejects.toThrow('kubectl was not found on PATH');
  const calls = fakeKubectl({ config: `echo 'error: current-context is not set' >&2; exit 1` });
  await expect(kubernetesCollector('desk').start()).rejects.toThrow(
    'kubectl config: error: current-context is not set',
  );
  // It would ask whoever listens on port 8080 of this machine.
  expect(calls()).toHaveLength(1);
});
