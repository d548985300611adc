import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { partsThatDoNotAddUp } from './parts-add-up.ts';
import { secretsOnDisk } from './secrets-on-disk.ts';
import { test } from './suite-test.ts';
import { validRun } from './valid-run.ts';

test('a short smoke passes, and leaves nothing on the target and no secret on disk', async ({ run }) => {
  const { run: smoke, exitCode } = await validRun(() => run(['--project=smoke'], { DURATION: '20s' }));

  expect(exitCode, smoke.printed()).toBe(0);

  const record = smoke.record();
  expect(schemaErrors(record), 'summary.json follows docs/summary.schema.json').toEqual([]);
  expect(record.outcome).toBe('pass');
  expect(record.traffic?.sent).toBeGreaterThan(100);
  const { sent = 0, ok = 0, failed = 0, unfinished = 0 } = record.traffic ?? {};
  expect(ok + failed + unfinished, 'the counts add up').toBe(sent);
  expect(record.rounds.map(({ journey }) => journey).sort()).toEqual(['create-deal', 'login', 'tax-quote']);
  for (const round of record.rounds) {
    expect(round.vus, `${round.journey} was measured under load`).toBe(10);
    expect(partsThatDoNotAddUp(round.steps), `${round.journey}: parts add up to their steps`).toEqual([]);
  }
  for (const kind of ['deal', 'customer', 'vehicle'] as const) {
    const counts = record.testData?.kinds[kind];
    expect(counts?.removed, `${kind}s removed of those made`).toBe(counts?.made);
  }
  expect(secretsOnDisk(smoke.outputFolder, 'LoadTest123!'), 'files with a secret').toEqual([]);
});

function schemaErrors(record: unknown): string[] {
  const path = resolve(import.meta.dirname, '../../docs/summary.schema.json');
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  formats.default(ajv);
  const check = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
  return check(record)
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
