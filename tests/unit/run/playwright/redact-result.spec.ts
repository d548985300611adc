import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { TestError, TestResult, TestStep } from '@playwright/test/reporter';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { noteSecret } from '../../../../src/base/secrets/known-secrets.ts';
import { redactError, redactResult, redactStep } from '../../../../src/run/playwright/redact-result.ts';
import { HARD_PASSWORD } from '../../../made/secret-writings.ts';

const escaped = JSON.stringify(HARD_PASSWORD).slice(1, -1);

function errorWithSecrets(): TestError {
  return {
    message: `expected ${HARD_PASSWORD}`,
    stack: `Error: expected ${escaped}\n    at a.ts:1`,
    value: HARD_PASSWORD,
    snippet: `> 1 | ${HARD_PASSWORD}`,
    cause: { message: `because of ${HARD_PASSWORD}` },
  };
}

const MASKED_ERROR = {
  message: 'expected ***',
  stack: 'Error: expected ***\n    at a.ts:1',
  value: '***',
  snippet: '> 1 | ***',
  cause: { message: 'because of ***' },
};

function resultWith(changes: Partial<TestResult>): TestResult {
  const none = { attachments: [], errors: [], stdout: [], stderr: [], steps: [] };
  return { ...none, ...changes } as unknown as TestResult;
}

test.beforeAll(() => noteSecret(HARD_PASSWORD));

test('attachments are masked, whether they are files or not', () => {
  const context = test.info().outputPath('error-context.md');
  writeFileSync(context, `- textbox "Password": ${escaped}`);
  const result = resultWith({
    attachments: [
      { name: 'error-context', contentType: 'text/markdown', path: context },
      { name: 'note', contentType: 'text/plain', body: Buffer.from(`it is ${HARD_PASSWORD}`) },
      { name: 'gone', contentType: 'text/plain', path: `${context}.gone` },
    ],
  });
  redactResult(result);
  expect(readFileSync(context, 'utf8')).toBe('- textbox "Password": ***');
  expect(result.attachments[1]?.body?.toString()).toBe('it is ***');
});

test('a token that a trace carries is masked in the errors of its test as well', () => {
  const path = test.info().outputPath('trace.zip');
  const reply = { 'resources/reply.json': strToU8('{"access_token":"opaque-of-the-page"}') };
  writeFileSync(path, zipSync(reply));
  const result = resultWith({
    attachments: [{ name: 'trace', contentType: 'application/zip', path }],
    errors: [{ message: 'ws://desk/?token=opaque-of-the-page closed' }],
  });
  redactResult(result);
  const files = unzipSync(readFileSync(path));
  expect(strFromU8(files['resources/reply.json'] ?? new Uint8Array())).toBe('{"access_token":"***"}');
  expect(result.errors).toEqual([{ message: 'ws://desk/?token=*** closed' }]);
});

test('errors and what a test printed are masked, with the causes', () => {
  const result = resultWith({
    errors: [errorWithSecrets()],
    error: errorWithSecrets(),
    stdout: [`out ${HARD_PASSWORD}`],
    stderr: [Buffer.from(`err ${HARD_PASSWORD}`)],
  });
  redactResult(result);
  expect(result.errors).toEqual([MASKED_ERROR]);
  expect(result.error).toEqual(MASKED_ERROR);
  expect([...result.stdout, ...result.stderr].map(String)).toEqual(['out ***', 'err ***']);
});

test('steps and errors outside of tests are masked', () => {
  const step = { title: `Fill "${escaped}"`, error: errorWithSecrets() } as unknown as TestStep;
  redactStep(step);
  expect(step).toEqual({ title: 'Fill "***"', error: MASKED_ERROR });
  const error = errorWithSecrets();
  redactError(error);
  expect(error).toEqual(MASKED_ERROR);
});
