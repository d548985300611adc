/**
 * What measuring in the page costs the page: the journey of creating a deal, visit by visit in turn with all that
 * watches it and with nothing, each step timed by the runner's clock in both. Prints a table for docs/page-measurement.md.
 */
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { startSignedIn } from '../../lanes/journeys/start-of-visits.ts';
import { textTable } from '../../src/base/text-table.ts';
import { findBrowser } from '../../src/browser/find-browser.ts';
import { launchOptions } from '../../src/browser/launch-options.ts';
import { resolveTarget } from '../../src/target/environments/resolve-target.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import { medianInterval } from '../../src/verdict/median-interval.ts';
import { startFreeSandbox } from './free-sandbox.ts';
import { timedVisit } from './timed-visit.ts';

const USAGE = `Usage: node lab/page-cost/measure-page-cost.ts [--visits N]
  --visits N  pairs of visits, default 30
`;

const { values } = parseArgs({ options: { visits: { type: 'string', default: '30' } } });
const pairs = Number(values.visits);
if (!(pairs >= 6 && pairs <= 1_000)) {
  console.error(
    `checked: --visits. Found: ${values.visits}. Right would be: a number from 6 to 1000.\n${USAGE}`,
  );
  process.exit(1);
}

const sandbox = await startFreeSandbox();
const found = findBrowser();
const browser = await chromium.launch(found === undefined ? {} : launchOptions(found));
try {
  console.log(await measureCost(browser, sandbox.url));
} finally {
  await browser.close();
  await sandbox.stop();
}

async function measureCost(inBrowser: Browser, baseUrl: string): Promise<string> {
  const session = await signInTestUser(resolveTarget({ BASE_URL: baseUrl }));
  const open = async (): Promise<BrowserContext> => {
    const context = await inBrowser.newContext({ viewport: { width: 1440, height: 900 } });
    await startSignedIn(context, session);
    return context;
  };
  const contexts = { plain: await open(), watched: await open() };
  const times = { plain: new Map<string, number[]>(), watched: new Map<string, number[]>() };
  // The first pair fills the caches.
  for (let pair = 0; pair <= pairs; pair += 1) {
    const order = pair % 2 === 0 ? (['plain', 'watched'] as const) : (['watched', 'plain'] as const);
    for (const mode of order) {
      const steps = await timedVisit(contexts[mode], baseUrl, mode === 'watched');
      if (pair === 0) continue;
      for (const [step, ms] of steps) times[mode].set(step, [...(times[mode].get(step) ?? []), ms]);
    }
  }
  const rows = [...times.plain].map(([step, plain]) => {
    const watched = times.watched.get(step) ?? [];
    const more = medianInterval(plain.map((ms, pair) => (watched[pair] ?? Number.NaN) - ms));
    return [
      step,
      ms(medianInterval(plain)?.median),
      ms(medianInterval(watched)?.median),
      ms(more?.median),
      `${ms(more?.lower)} to ${ms(more?.upper)}`,
    ];
  });
  return textTable(['step', 'without, ms', 'with, ms', 'more, ms', '95 % interval'], rows);
}

function ms(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(1);
}
