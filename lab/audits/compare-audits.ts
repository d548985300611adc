import { parseArgs } from 'node:util';
import { navigation, type Result } from 'lighthouse';
import { CustomersPage } from '../../fixtures/pages/customers-page.ts';
import { DashboardPage } from '../../fixtures/pages/dashboard-page.ts';
import { DealsPage } from '../../fixtures/pages/deals-page.ts';
import { SignInPage } from '../../fixtures/pages/sign-in-page.ts';
import type { Audit } from '../../lanes/audits/audit-browser.ts';
import { withAuditBrowser } from '../../lanes/audits/audit-browser.ts';
import { loadPage } from '../../lanes/audits/load-page.ts';
import { findBrowser } from '../../src/browser/find-browser.ts';
import { launchOptions } from '../../src/browser/launch-options.ts';
import { MOST_BROWSER_WAIT_SHARE } from '../../src/lighthouse/choose-run.ts';
import { lighthouseConfig } from '../../src/lighthouse/lighthouse-config.ts';
import { resolveTarget } from '../../src/target/environments/resolve-target.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import { startFreeSandbox } from '../page-cost/free-sandbox.ts';
import { describeMachine, machineText } from '../shared/machine.ts';
import { type AuditedPair, pairTable } from './pair-table.ts';

// `npm run audits:compare`: audits each page through playwright-lighthouse and with Lighthouse alone, in turn, and
// prints how the figures differ.

const USAGE = `Usage: npm run audits:compare -- [--audits N] [--page NAME]
  --audits N   audits of each page and each way, 1 to 50, default 10
  --page NAME  only this page: login, dashboard, deals or customers
`;

const PAGES = {
  login: { page: SignInPage, landmark: SignInPage.shown, signedIn: false },
  dashboard: { page: DashboardPage, landmark: DashboardPage.greeting, signedIn: true },
  deals: { page: DealsPage, landmark: DealsPage.listed, signedIn: true },
  customers: { page: CustomersPage, landmark: CustomersPage.listed, signedIn: true },
} as const;

/** On a busy machine the tool gives up after this many disturbed pairs for each one that was asked for. */
const MOST_DISTURBED = 3;

const { values } = parseArgs({
  options: {
    audits: { type: 'string', default: '10' },
    page: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const audits = Number(values.audits);
const pages = Object.entries(PAGES).filter(([name]) => values.page === undefined || values.page === name);
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
if (!Number.isInteger(audits) || audits < 1 || audits > 50 || pages.length === 0) {
  console.error(`checked: --audits and --page. Found: ${values.audits} and ${values.page}.\n${USAGE}`);
  process.exit(1);
}

const found = findBrowser();
if (found === undefined) throw new Error('found no browser; npm test provides one');
const browser = launchOptions(found);
console.log(machineText(describeMachine()));
const sandbox = await startFreeSandbox();
try {
  const target = resolveTarget({ BASE_URL: sandbox.url });
  for (const [name, { page, landmark, signedIn }] of pages) {
    const session = signedIn ? await signInTestUser(target) : undefined;
    const once = async (audit: Audit) => {
      const { value, browserWaitShare = 0 } = await withAuditBrowser(browser, { target, session }, (tab) =>
        audit({ page: tab, baseUrl: target.uiBaseUrl, device: 'desk', what: name }),
      );
      return { ...value, browserWaitShare };
    };
    const ways = { direct: lighthouseAlone(page.path), playAudit: loadPage(page.path, landmark) };
    // What the target compiles and caches on the first visit would be charged to one of the two ways.
    for (const way of Object.values(ways)) await once(way);
    const pairs: AuditedPair[] = [];
    let disturbed = 0;
    while (pairs.length < audits && disturbed < MOST_DISTURBED * audits) {
      const directFirst = pairs.length % 2 === 0;
      const before = directFirst ? await once(ways.direct) : undefined;
      const playAudit = await once(ways.playAudit);
      const pair = { direct: before ?? (await once(ways.direct)), playAudit };
      if (isDisturbed(pair)) disturbed += 1;
      else pairs.push(pair);
      console.error(`${name}: ${pairs.length} of ${audits} pairs, ${disturbed} disturbed ones left out`);
    }
    console.log(`\n${pairTable(name, pairs)}`);
  }
} finally {
  await sandbox.stop();
}

/** Whether others had the cores during one of the two audits, by the rule of the lane itself. */
function isDisturbed({ direct, playAudit }: AuditedPair): boolean {
  return Math.max(direct.browserWaitShare, playAudit.browserWaitShare) > MOST_BROWSER_WAIT_SHARE;
}

/** The same audit without playwright-lighthouse, in the tab that the browser started with. */
function lighthouseAlone(path: string): Audit {
  return async ({ page, baseUrl, device, what }): Promise<Result> => {
    const result = await navigation(page, baseUrl + path, { config: lighthouseConfig(device) });
    if (result === undefined) throw new Error(`${what}: Lighthouse gave no result`);
    return result.lhr;
  };
}
