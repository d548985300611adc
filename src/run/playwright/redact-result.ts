import { existsSync, rmSync } from 'node:fs';
import type { TestError, TestResult, TestStep } from '@playwright/test/reporter';
import { attempt } from '../../base/attempt.ts';
import { maskOfProcess } from '../../base/secrets/known-secrets.ts';
import type { Mask } from '../../base/secrets/mask.ts';
import { learnSecrets } from '../../record/shared-secrets.ts';
import { redactFile, redactTrace } from '../redact-trace.ts';

/**
 * Masks secrets in what a test leaves, before any reporter writes it: attachments, errors, and what it printed. The files
 * and the result itself are changed. Playwright's own reporters copy the files and write the errors at the end of the run.
 */
export function redactResult(result: TestResult): void {
  learnSecrets();
  // First: a trace says itself which secrets the page was given.
  for (const { name, path } of result.attachments)
    if (name === 'trace' && path !== undefined && existsSync(path)) orDelete(path, () => redactTrace(path));
  const mask = maskOfProcess();
  for (const attachment of result.attachments) {
    const { name, path, body } = attachment;
    if (body !== undefined) attachment.body = Buffer.from(mask.bytes(body));
    else if (path !== undefined && name !== 'trace' && existsSync(path))
      orDelete(path, () => redactFile(path, mask));
  }
  for (const error of result.errors) maskError(error, mask);
  if (result.error !== undefined) maskError(result.error, mask);
  result.stdout = result.stdout.map((printed) => maskPrinted(printed, mask));
  result.stderr = result.stderr.map((printed) => maskPrinted(printed, mask));
}

/** On a full disk, for example, a file cannot be masked. Better no file than one with secrets in it. */
function orDelete(path: string, redact: () => void): void {
  attempt(redact, (why) => {
    rmSync(path, { force: true });
    console.error(`${path} was deleted, as its secrets could not be masked: ${why}`);
  });
}

/** Masks secrets in the title and the error of a step, which Playwright makes of the arguments of a call. */
export function redactStep(step: TestStep): void {
  const mask = maskOfProcess();
  step.title = mask.text(step.title);
  if (step.error !== undefined) maskError(step.error, mask);
}

/** Masks secrets in an error outside of the tests. */
export function redactError(error: TestError): void {
  learnSecrets();
  maskError(error, maskOfProcess());
}

function maskError(error: TestError, mask: Mask): void {
  for (const part of ['message', 'stack', 'value', 'snippet'] as const) {
    const text = error[part];
    if (text !== undefined) error[part] = mask.text(text);
  }
  if (error.cause !== undefined) maskError(error.cause, mask);
}

function maskPrinted(printed: string | Buffer, mask: Mask): string | Buffer {
  return typeof printed === 'string' ? mask.text(printed) : Buffer.from(mask.bytes(printed));
}
