import type { TestInfo } from '@playwright/test';
import type { Result } from 'lighthouse';
import { ApiUser } from '../../fixtures/api-user.ts';
import { test } from '../../fixtures/one-audit-at-a-time.ts';
import { type AuditFigures, readFigures } from '../../src/lighthouse/audit-figures.ts';
import type { JudgedAudit } from '../../src/lighthouse/audit-record.ts';
import { AUDITED_PAGES, type AuditedPage } from '../../src/lighthouse/audited-pages.ts';
import { isTimed, judgeAudit } from '../../src/lighthouse/judge-audit.ts';
import { leastFigures } from '../../src/lighthouse/least-figures.ts';
import { crowdFromNow } from '../../src/record/crowding-file.ts';
import { auditFile, lighthouseReport } from '../../src/record/run-files.ts';
import { verdictTable } from '../../src/report/attachments/tables.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import { voidFails } from '../../src/verdict/crowded.ts';
import { decideVerdicts } from '../../src/verdict/verdict.ts';
import { attachForReaders } from '../attach-for-readers.ts';
import { assertLimits } from '../lane-results.ts';
import type { Audit, Audited, BrowserWaits } from './audit-browser.ts';
import { provideForAudit } from './audit-needs.ts';
import { auditOnce, RUN_TIMEOUT_MS } from './audit-once.ts';
import { keepReport } from './keep-report.ts';

/** Writes the report of a result, without secrets, and attaches it to the test. Returns the path of the HTML file. */
type KeepReport = (name: string, title: string, result: Result) => Promise<string>;

/** Declares the test of one page: it runs Lighthouse several times and compares the median run with the page's budgets. */
export function auditTest(page: AuditedPage, options: { readonly signedIn: boolean }, audit: Audit): void {
  test(`lighthouse ${page}`, async ({ run, launchOptions }, testInfo) => {
    const count = run.settings.lighthouseRuns;
    testInfo.setTimeout(count * RUN_TIMEOUT_MS);
    const row = run.thresholds.audits.get(page);
    if (row === undefined) throw new Error(`lighthouse ${page}: lighthouse.json has no row for this page`);
    const { target, folder, settings } = run;
    const stopped = run.clock.stopReason();
    test.skip(stopped !== undefined, `the run ended before this audit: ${stopped}`);
    const session = options.signedIn ? await signInTestUser(target) : undefined;
    const user = session && new ApiUser(run, session, session.user.dealershipId);
    if (user !== undefined) await provideForAudit(page, run, user);
    const keep: KeepReport = async (name, title, result) => {
      const path = keepReport(folder, lighthouseReport(name), result);
      await attachForReaders(testInfo, title, { path, contentType: 'text/html' });
      return path;
    };

    const crowdMeanwhile = crowdFromNow(folder);
    const signedIn = session && user && { session, user };
    const audits = await auditRepeatedly(page, count, keep, (what) =>
      auditOnce(run, audit, { what, signedIn, launchOptions }, () => {
        const ended = run.clock.stopReason();
        test.skip(ended !== undefined, `the run ended before ${what}: ${ended}`);
      }),
    );
    const common = {
      page,
      mode: AUDITED_PAGES[page],
      device: settings.device,
      lighthouse: audits[0]?.result.lighthouseVersion ?? '',
      runs: audits.map(({ figures }) => figures),
    };
    const { judged, judgements } = judgeAudit(common, row);
    const result = audits[judged - 1]?.result;
    if (result === undefined) throw new Error(`lighthouse ${page}: the judged run has no result`);
    const crowd = crowdMeanwhile();
    const report = await keep(page, `Lighthouse report of run ${judged} of ${count}, the judged one`, result);
    const verdicts = decideVerdicts(
      await voidFails(judgements, crowd, (each) => (isTimed(each) ? { atOnce: 1 } : undefined)),
      { kind: 'audit', page },
      settings,
    );
    const record: JudgedAudit = {
      ...common,
      judged,
      report: `${lighthouseReport(page)}.html`,
      verdicts,
    };
    folder.write(auditFile(page), record);
    await assertAudit(record, report, testInfo);
  });
}

/** Audits a page several times, each time in a fresh browser. A run without a value ends it; its report is kept. */
async function auditRepeatedly(
  page: AuditedPage,
  count: number,
  keep: KeepReport,
  auditOnce: (what: string) => Promise<BrowserWaits & { readonly value: Audited }>,
): Promise<{ result: Result; figures: AuditFigures }[]> {
  const audits: { result: Result; figures: AuditFigures }[] = [];
  for (let number = 1; number <= count; number += 1) {
    const what = `lighthouse ${page}, run ${number} of ${count}`;
    const { value, browserWaitShare, waitedMs } = await auditOnce(what);
    const { result, timespan } = value;
    try {
      const figures = readFigures(result, AUDITED_PAGES[page], what);
      const least = waitedMs === undefined ? undefined : leastFigures(result, figures, waitedMs, timespan);
      audits.push({
        result,
        figures: {
          ...figures,
          ...(browserWaitShare !== undefined && { browserWaitShare }),
          ...(least !== undefined && { least }),
        },
      });
    } catch (error) {
      await keep(`${page}-run-${number}`, `Lighthouse report of run ${number}, which lacks a value`, result);
      throw error;
    }
  }
  return audits;
}

/** Fails the test when a limit is broken, or may be for all that the measurer's own delay lets see; attaches the verdicts. */
async function assertAudit(
  { page, device, judged, runs, verdicts }: JudgedAudit,
  report: string,
  testInfo: TestInfo,
): Promise<void> {
  await attachForReaders(testInfo, 'limits', {
    contentType: 'text/html',
    body: verdictTable(`${page} on a ${device}: run ${judged} of ${runs.length}`, verdicts),
  });
  assertLimits(verdicts, `The report of the judged run: ${report}`);
}
