import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runPlan } from '../../../../../lab/bench/run/run-plan.ts';
import { BenchServer } from '../../../../../lab/bench/server/bench-server.ts';
import { lastLineReport } from '../../../../../lab/bench/subjects/last-line-report.ts';
import { OUR_USERS, OWN_SUBJECTS } from '../../../../../lab/bench/subjects/own-subjects.ts';
import type { Load, Subject } from '../../../../../lab/bench/subjects/subject.ts';

test.setTimeout(60_000);

/** Puts one tool to one load of two seconds with five users. */
async function run(subject: Subject, load: Load) {
  const folder = mkdtempSync(join(tmpdir(), 'desk-bench-test-'));
  const server = await BenchServer.start();
  try {
    const plan = [{ subject, load, round: 1, vus: 5, seconds: 2, thinkMs: 0 }];
    const [done] = await runPlan(plan, server, folder, { onStart: () => undefined, onEnd: () => undefined });
    if (done === undefined) throw new Error('the plan had one run, and none came back');
    return done;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

function script(name: string, code: string): Subject {
  return {
    ...{ name, does: '', version: '1', loads: ['speed'] },
    command: ({ origin }) => ({ program: process.execPath, args: ['-e', code, origin] }),
    report: lastLineReport,
  };
}

test('our users are counted by the server, and their percentiles agree with its log', async () => {
  const ours = OWN_SUBJECTS.find(({ name }) => name === OUR_USERS);
  if (ours === undefined) throw new Error(`no subject is called ${OUR_USERS}`);
  const done = await run(ours, 'truth');
  if (done.kind === 'failed') throw new Error(done.reason);
  const { report, truth, requestsPerCpuSecond, peakRssBytes, steadyRssBytes } = done.figures;
  // The sign-in is the server's first request and no request of the users.
  expect(report.requests).toBe(truth.requests - 1);
  expect(report.failed).toBe(0);
  expect(report.p95Ms ?? 0).toBeGreaterThan((truth.p95Ms ?? 0) * 0.98);
  expect(requestsPerCpuSecond ?? 0).toBeGreaterThan(10);
  expect(peakRssBytes).toBeGreaterThanOrEqual(steadyRssBytes);
  expect(steadyRssBytes).toBeGreaterThan(30 * 2 ** 20);
});

test('a tool whose requests fail has a reason and no figures', async () => {
  const report = '{"requests":100,"failed":2,"p95Ms":1,"p99Ms":1,"startLagP99Ms":null}';
  const done = await run(script('liar', `console.log('${report}')`), 'speed');
  expect(done).toMatchObject({
    kind: 'failed',
    reason: 'liar: 2 of 100 requests failed, expected at most 1 %',
  });
});

test('a tool that exits with an error has a reason with its last output', async () => {
  const done = await run(script('bad', 'console.error("no such thing"); process.exitCode = 3'), 'speed');
  expect(done.kind === 'failed' && done.reason).toMatch(/expected exit 0, found exit 3.*no such thing/s);
});
