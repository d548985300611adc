import { navigation } from 'lighthouse';
import { CustomersPage } from '../../fixtures/pages/customers-page.ts';
import { DashboardPage } from '../../fixtures/pages/dashboard-page.ts';
import { DealsPage } from '../../fixtures/pages/deals-page.ts';
import { SignInPage } from '../../fixtures/pages/sign-in-page.ts';
import type { Audit } from '../../lanes/audits/audit-browser.ts';
import { withAuditBrowser } from '../../lanes/audits/audit-browser.ts';
import { loadPage } from '../../lanes/audits/load-page.ts';
import { parseFlags } from '../../src/base/parse-flags.ts';
import { findBrowser } from '../../src/browser/find-browser.ts';
import { launchOptions } from '../../src/browser/launch-options.ts';
import { lighthouseConfig } from '../../src/lighthouse/lighthouse-config.ts';
import { readSetting } from '../../src/settings/read-settings.ts';
import { readTarget } from '../../src/target/environments/resolve-target.ts';
import type { Target } from '../../src/target/environments/target.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import { HELP_FLAG, runTool, wholeNumber, wrongFlag } from '../shared/command-line.ts';
import { startFreeSandbox } from '../shared/free-sandbox.ts';
import { describeMachine, machineText } from '../shared/machine.ts';
import { type AuditedPair, pairTable } from './pair-table.ts';

const PAGES = {
  login: { page: SignInPage, landmark: SignInPage.shown, signedIn: false },
  dashboard: { page: DashboardPage, landmark: DashboardPage.greeting, signedIn: true },
  deals: { page: DealsPage, landmark: DealsPage.listed, signedIn: true },
  customers: { page: CustomersPage, landmark: CustomersPage.listed, signedIn: true },
} as const;

type PageName = keyof typeof PAGES;
const PAGE_NAMES = Object.keys(PAGES).filter(isPage);

const USAGE = `Usage: npm run audits:compare -- [--audits N] [--page NAME]

Audits each page through playwright-lighthouse and with Lighthouse alone, in turn, and prints how the figures differ.

  --audits N   audits of each page and each way, 1 to 50, default 10
  --page NAME  only this page: ${PAGE_NAMES.join(', ')}`;

interface AuditsWish {
  readonly audits: number;
  readonly pages: readonly PageName[];
}

await runTool(USAGE, readFlags, compareAudits);

function readFlags(flags: readonly string[]): AuditsWish | undefined {
  const { values } = parseFlags({
    args: [...flags],
    options: { audits: { type: 'string', default: '10' }, page: { type: 'string' }, help: HELP_FLAG },
  });
  if (values.help) return undefined;
  if (values.page !== undefined && !isPage(values.page))
    throw wrongFlag('--page', values.page, `one of ${PAGE_NAMES.join(', ')}`);
  return {
    audits: wholeNumber('--audits', values.audits, 1, 50),
    pages: values.page === undefined ? PAGE_NAMES : [values.page],
  };
}

function isPage(name: string): name is PageName {
  return Object.hasOwn(PAGES, name);
}

async function compareAudits({ audits, pages }: AuditsWish): Promise<void> {
  const found = findBrowser({ wished: readSetting(process.env, 'browser') });
  if (found === undefined) throw new Error('audits: found no browser; npm test provides one');
  console.log(machineText(describeMachine()));
  const sandbox = await startFreeSandbox();
  try {
    const target = readTarget({ BASE_URL: sandbox.url });
    for (const name of pages)
      console.log(`\n${pairTable(name, await auditPairs(name, audits, launchOptions(found), target))}`);
  } finally {
    await sandbox.stop();
  }
}

/** Audits a page in both ways, alternately. */
async function auditPairs(
  name: PageName,
  audits: number,
  browser: ReturnType<typeof launchOptions>,
  target: Target,
): Promise<AuditedPair[]> {
  const { page, landmark, signedIn } = PAGES[name];
  const session = signedIn ? await signInTestUser(target) : undefined;
  const once = async (audit: Audit) => {
    const { value, browserWaitShare = 0 } = await withAuditBrowser(browser, { target, session }, (tab) =>
      audit({ page: tab, baseUrl: target.uiBaseUrl, device: 'desk', what: name }),
    );
    return { ...value.result, browserWaitShare };
  };
  const ways = { direct: lighthouseAlone(page.path), playAudit: loadPage(page.path, landmark) };
  // The target compiles and caches on the first visit, which must not count for one of the two ways.
  for (const way of Object.values(ways)) await once(way);
  const pairs: AuditedPair[] = [];
  while (pairs.length < audits) {
    const directFirst = pairs.length % 2 === 0;
    const before = directFirst ? await once(ways.direct) : undefined;
    const playAudit = await once(ways.playAudit);
    pairs.push({ direct: before ?? (await once(ways.direct)), playAudit });
    console.error(`${name}: ${pairs.length} of ${audits} pairs`);
  }
  return pairs;
}

/** The same audit without playwright-lighthouse, in the tab that the browser started with. */
function lighthouseAlone(path: string): Audit {
  return async ({ page, baseUrl, device, what }) => {
    const result = await navigation(page, baseUrl + path, { config: lighthouseConfig(device) });
    if (result === undefined) throw new Error(`${what}: Lighthouse gave no result`);
    return { result: result.lhr };
  };
}
