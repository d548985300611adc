import { writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { type Oddity, type OddProxy, startOddProxy } from '../made/odd-proxy.ts';
import { patternOf } from '../made/pattern-of.ts';
import { selfSigned } from '../made/self-signed.ts';
import { startOwnSandbox } from '../suite/own-sandbox.ts';
import type { SuiteRun } from '../suite/suite-run.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/** What a target does that is not as it should be, and what a run has to make of it. */
export interface Row {
  readonly what: string;
  /** Made anew for each run. */
  oddity(): Oddity;
  /** The proxy speaks TLS: HTTP/1.1, or HTTP/2 and nothing else. */
  readonly overTls?: 'HTTP/1.1' | 'HTTP/2';
  /** The run gets the proxy's certificate in NODE_EXTRA_CA_CERTS. */
  readonly vouches?: true;
  /** What follows the proxy's origin in BASE_URL. */
  readonly prefix?: string;
  readonly args: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  /** Makes tables of limits in this folder, for the run's THRESHOLDS_DIR. */
  readonly makeTables?: (folder: string) => void;
  /** Settings of a sandbox that only this row uses; the one of all rows when left out. */
  readonly ownSandbox?: Readonly<Record<string, string>>;
  /** Makes the project that is run, in this folder; this one when left out. */
  readonly project?: (folder: string) => void;
  readonly exitCode: 0 | 1 | 99;
  /** Each must be in what the run prints. */
  readonly words: readonly (string | RegExp)[];
  /** None may be in what the run prints. */
  readonly without?: readonly RegExp[];
  /** Looks at what the target has seen, and at what the run has left. */
  readonly afterwards?: (run: SuiteRun, requests: readonly string[]) => void | Promise<void>;
}

export const TRAFFIC = ['--project=smoke', 'tests/traffic.spec.ts'];
export const BURST = ['--project=baseline', 'tests/api/deals.spec.ts', '-g', 'deals.list'];
export const LOGIN = ['--project=smoke', 'tests/journeys/login.spec.ts', '-g', 'round 1'];
/** So many users that the p95 of all requests is decided: it needs 72. */
export const SHORT = { VUS: '10', DURATION: '6s' };

/** Declares a test for each row. */
export function testRows(rows: readonly Row[]): void {
  const tls = rows.some(({ overTls }) => overTls !== undefined) ? selfSigned() : undefined;
  for (const row of rows)
    test(
      `${row.what}: the run ends with ${row.exitCode} and says so`,
      { annotation: { type: 'row' } },
      async ({ run, sandbox }, testInfo) => {
        test.skip(
          row.overTls !== undefined && tls === undefined,
          'the certificate is made by openssl, which is not installed',
        );
        const authority = testInfo.outputPath('authority.pem');
        if (tls !== undefined) writeFileSync(authority, tls.cert);
        const tables = testInfo.outputPath('tables');
        row.makeTables?.(tables);
        const project = row.project && testInfo.outputPath('project');
        if (project !== undefined) row.project?.(project);
        const own = row.ownSandbox && (await startOwnSandbox(row.ownSandbox));
        let proxy: OddProxy | undefined;
        try {
          const ended = await validRun(async () => {
            await proxy?.close();
            const secure = row.overTls && tls && { ...tls, isHttp2: row.overTls === 'HTTP/2' };
            proxy = await startOddProxy((own ?? sandbox).url, row.oddity(), secure);
            const settings = {
              ...row.settings,
              ...(row.makeTables && { THRESHOLDS_DIR: tables }),
              ...(row.vouches && { NODE_EXTRA_CA_CERTS: authority }),
              BASE_URL: proxy.url + (row.prefix ?? ''),
            };
            return run(row.args, settings, project);
          });
          expectRow(row, ended);
          await row.afterwards?.(ended.run, proxy?.requests ?? []);
        } finally {
          await proxy?.close();
          await own?.stop();
        }
      },
    );
}

function expectRow(
  { exitCode, words, without = [] }: Row,
  ended: { readonly run: SuiteRun; readonly exitCode: number | null },
): void {
  const printed = ended.run.printed();
  expect(ended.exitCode, printed).toBe(exitCode);
  for (const word of words)
    expect(printed).toMatch(typeof word === 'string' ? new RegExp(patternOf(word)) : word);
  for (const word of without) expect(printed).not.toMatch(word);
}
