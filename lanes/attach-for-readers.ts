import type { TestInfo } from '@playwright/test';
import { messageOf } from '../src/base/attempt.ts';

let isTold = false;

/**
 * Attaches something to a test for its readers. Playwright makes a folder for it: where that fails, on a full disk for
 * example, the attachment is missing and the process says so once. Its figures are in the run's record.
 */
export async function attachForReaders(
  testInfo: Pick<TestInfo, 'attach'>,
  ...attached: Parameters<TestInfo['attach']>
): Promise<void> {
  try {
    await testInfo.attach(...attached);
  } catch (error) {
    if (!isTold) console.error(`attachments such as "${attached[0]}" are missing: ${messageOf(error)}`);
    isTold = true;
  }
}
