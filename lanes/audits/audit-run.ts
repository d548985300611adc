import type { Result } from 'lighthouse';
import type { Page } from 'puppeteer-core';
import type { DeviceName } from '../../src/settings/device-names.ts';

/** What one run of Lighthouse works on. */
export interface AuditRun {
  /** A page of a fresh browser, signed in where that is needed. */
  readonly page: Page;
  /** Of the web client, without a slash at its end. */
  readonly baseUrl: string;
  readonly device: DeviceName;
  /** Names the run in messages, e.g. `lighthouse login, run 3 of 5`. */
  readonly what: string;
}

/** One way of auditing: runs Lighthouse once. Throws when the page was not what was to be audited. */
export type Audit = (run: AuditRun) => Promise<Result>;
