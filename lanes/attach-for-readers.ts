import { rmSync, writeFileSync } from 'node:fs';
import type { TestInfo } from '@playwright/test';
import { messageOf } from '../src/base/attempt.ts';

let isTold = false;

/**
 * Attaches something to a test for its readers. Playwright makes a folder for it: where that fails, on a full disk for
 * example, the attachment is missing and the process says so once. Its figures are in the run's record. A page is attached
 * as a file: of one that is not a file, Playwright prints the beginning to the console when the test fails.
 */
export async function attachForReaders(
  testInfo: Pick<TestInfo, 'attach' | 'outputPath'>,
  ...[name, attached]: Parameters<TestInfo['attach']>
): Promise<void> {
  try {
    if (attached?.body === undefined || attached.contentType !== 'text/html')
      await testInfo.attach(name, attached);
    else await attachAsFile(testInfo, name, attached.body);
  } catch (error) {
    if (!isTold) console.error(`attachments such as "${name}" are missing: ${messageOf(error)}`);
    isTold = true;
  }
}

/** Playwright copies the file. */
async function attachAsFile(
  testInfo: Pick<TestInfo, 'attach' | 'outputPath'>,
  name: string,
  page: string | Buffer,
): Promise<void> {
  const path = testInfo.outputPath(`${name}.html`);
  writeFileSync(path, page);
  await testInfo.attach(name, { path, contentType: 'text/html' });
  rmSync(path);
}
