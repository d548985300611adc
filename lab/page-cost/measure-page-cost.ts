import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { startSignedIn } from '../../lanes/journeys/start-of-visits.ts';
import { parseFlags } from '../../src/base/parse-flags.ts';
import { textTable } from '../../src/base/text-table.ts';
import { findBrowser } from '../../src/browser/find-browser.ts';
import { launchOptions } from '../../src/browser/launch-options.ts';
import { readSetting } from '../../src/settings/read-settings.ts';
import { readTarget } from '../../src/target/environments/resolve-target.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import { medianInterval } from '../../src/verdict/median-interval.ts';
import { HELP_FLAG, runTool, wholeNumber } from '../shared/command-line.ts';
import { startFreeSandbox } from '../shared/free-sandbox.ts';
import { timedVisit } from './timed-visit.ts';

const USAGE = `Usage: npm run page-cost -- [--visits N]

Measures what the measuring code costs the page: visits that create a deal, alternately with all of that code and with
none, each step timed by the runner's clock. Prints the table of docs/page-measurement.md.

  --visits N  pairs of visits, 6 to 1000, default 30`;

await runTool(USAGE, readFlags, run);

function readFlags(flags: readonly string[]): number | undefined {
  const { values } = parseFlags({
    args: [...flags],
    options: { visits: { type: 'string', default: '30' }, help: HELP_FLAG },
  });
  return values.help ? undefined : wholeNumber('--visits', values.visits, 6, 1_000);
}

async function run(pairs: number): Promise<void> {
  const sandbox = await startFreeSandbox();
  const found = findBrowser({ wished: readSetting(process.env, 'browser') });
  const browser = await chromium.launch(found === undefined ? {} : launchOptions(found));
  try {
    console.log(await measureCost(browser, sandbox.url, pairs));
  } finally {
    await browser.close();
    await sandbox.stop();
  }
}

async function measureCost(browser: Browser, baseUrl: string, pairs: number): Promise<string> {
  const session = await signInTestUser(readTarget({ BASE_URL: baseUrl }));
  const open = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await startSignedIn(context, session, baseUrl);
    return context;
  };
  const contexts = { plain: await open(), watched: await open() };
  const times = { plain: new Map<string, number[]>(), watched: new Map<string, number[]>() };
  // The first pair fills the caches and does not count.
  for (let pair = 0; pair <= pairs; pair += 1) {
    const order = pair % 2 === 0 ? (['plain', 'watched'] as const) : (['watched', 'plain'] as const);
    for (const mode of order) {
      const steps = await timedVisit(contexts[mode], baseUrl, mode === 'watched');
      if (pair === 0) continue;
      for (const [step, ms] of steps) times[mode].set(step, [...(times[mode].get(step) ?? []), ms]);
    }
  }
  const steps = [...times.plain].map(([step, plain]) => {
    const watched = times.watched.get(step) ?? [];
    const more = medianInterval(plain.map((ms, pair) => (watched[pair] ?? Number.NaN) - ms));
    return { step, plain: medianInterval(plain), watched: medianInterval(watched), more };
  });
  return textTable(
    [
      ['step', ({ step }) => step],
      ['without, ms', ({ plain }) => ms(plain?.median)],
      ['with, ms', ({ watched }) => ms(watched?.median)],
      ['more, ms', ({ more }) => ms(more?.median)],
      ['95 % interval', ({ more }) => `${ms(more?.lower)} to ${ms(more?.upper)}`],
    ],
    steps,
  );
}

function ms(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(1);
}
