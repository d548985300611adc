import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { provideOwnPrometheus } from './own-prometheus.ts';

const RULES = resolve(import.meta.dirname, '../../dashboards/prometheus');

test.beforeAll(provideOwnPrometheus);

test('each alert fires when it should and only then', () => {
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'alerts.test.yml'], {
    cwd: RULES,
    encoding: 'utf8',
  });
  expect(status, `${stdout}${stderr}`).toBe(0);
});

test('Prometheus accepts the configuration that the compose file mounts', () => {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'config', 'prometheus.yml'], {
    cwd: RULES,
    encoding: 'utf8',
  });
  expect(status, `${stdout}${stderr}`).toBe(0);
});
