import type { Result } from 'lighthouse';
import { test } from '../../fixtures/one-audit-at-a-time.ts';
import { type AuditFigures, readFigures } from '../../src/lighthouse/audit-figures.ts';
import type { AuditRecord } from '../../src/lighthouse/audit-record.ts';
import { AUDITED_PAGES, type AuditedPage } from '../../src/lighthouse/audited-pages.ts';
import { judgeRuns } from '../../src/lighthouse/judge-runs.ts';
import { verdictTable } from '../../src/report/verdict-table.ts';
import { readLighthouseRuns } from '../../src/settings/lighthouse-runs.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import { assertLimits, measurementInvalid } from '../lane-results.ts';

import { withAuditBrowser } from './audit-browser.ts';
import type { Audit } from './audit-run.ts';
import { keepReport } from './keep-report.ts';

/** A run takes 5 to 15 s; Lighthouse itself gives a page up after 45 s. */
const RUN_TIMEOUT_MS = 120_000;

/** Declares the test of one page: Lighthouse several times, and the median run held against the page's budgets. */
export function auditTest(page: AuditedPage, options: { readonly signedIn: boolean }, audit: Audit): void {
  const mode = AUDITED_PAGES[page];
  test(`lighthouse ${page}`, async ({ run, launchOptions }, testInfo) => {
    const count = readLighthouseRuns(process.env);
    testInfo.setTimeout(count * RUN_TIMEOUT_MS);
    const row = run.thresholds.audits.get(page);
    if (row === undefined) throw new Error(`lighthouse ${page}: found no row in lighthouse.json`);
    const { target, folder, settings } = run;
    const session = options.signedIn ? await signInTestUser(target) : undefined;
    const secrets = { session, password: target.account.password.reveal() };
    const keep = async (name: string, title: string, result: Result): Promise<string> => {
      const path = keepReport(folder, `lighthouse/${name}`, result, secrets);
      await testInfo.attach(title, { path, contentType: 'text/html' });
      return path;
    };

    const results: Result[] = [];
    const runs: AuditFigures[] = [];
    for (let number = 1; number <= count; number += 1) {
      const what = `lighthouse ${page}, run ${number} of ${count}`;
      const { value: result, browserWaitShare } = await withAuditBrowser(
        launchOptions,
        { target, session },
        (tab) => audit({ page: tab, baseUrl: target.uiBaseUrl, device: settings.device, what }),
      );
      try {
        const figures = readFigures(result, mode, what);
        runs.push({ ...figures, ...(browserWaitShare !== undefined && { browserWaitShare }) });
      } catch (error) {
        await keep(`${page}-run-${number}`, `Lighthouse report of run ${number}, without a value`, result);
        throw error;
      }
      results.push(result);
    }

    const common = {
      page,
      mode,
      device: settings.device,
      lighthouse: results[0]?.lighthouseVersion ?? '',
      runs,
    };
    const outcome = judgeRuns(common, row);
    const { judged } = outcome;
    const verdicts = outcome.kind === 'judged' ? outcome.verdicts : [];
    const result = results[judged - 1];
    if (result === undefined) throw new Error(`lighthouse ${page}: found no result of the judged run`);
    const report = await keep(page, `Lighthouse report of run ${judged} of ${count}, the judged one`, result);
    const invalid = outcome.kind === 'invalid' ? outcome.reason : undefined;
    const record: AuditRecord = {
      ...common,
      ...(invalid !== undefined && { invalid }),
      judged,
      report: `lighthouse/${page}.html`,
      verdicts,
    };
    folder.write(`audits/${page}.json`, record);
    if (invalid !== undefined) throw measurementInvalid(invalid);
    await testInfo.attach('limits', {
      contentType: 'text/html',
      body: verdictTable(`${page}, as on a ${settings.device}: run ${judged} of ${count}`, verdicts),
    });
    assertLimits(verdicts, {
      slaCounts: settings.slaCounts,
      hint: `The report of the judged run: ${report}`,
    });
  });
}
