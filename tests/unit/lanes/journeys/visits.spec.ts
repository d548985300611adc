import { type Browser, expect, test } from '@playwright/test';
import type { Journey } from '../../../../fixtures/visits/journey.ts';
import type { JourneyVisit } from '../../../../fixtures/visits/journey-visit.ts';
import { Visits } from '../../../../lanes/journeys/visits.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import type { Session } from '../../../../src/target/session/session.ts';

/** A browser whose pages show nothing, and tell their timeline when they close. */
function emptyBrowser() {
  const open = new Set<object>();
  const state = { isConnected: true };
  const crashes: (() => void)[] = [];
  let closes = 0;
  const newPage = async (pages: object[]) => {
    let isClosed = false;
    let told: (timeline: string) => void = () => undefined;
    const page = {
      exposeFunction: async (_name: string, listener: typeof told) => {
        told = listener;
      },
      addInitScript: async () => undefined,
      evaluate: async () => 1,
      goto: async () => null,
      waitForFunction: async () => ({ jsonValue: async () => ({}) }),
      close: async () => {
        isClosed = true;
        pages.splice(pages.indexOf(page), 1);
        told(JSON.stringify({ timeOrigin: 1 }));
      },
      isClosed: () => isClosed,
      on: (event: string, listener: () => void) => {
        if (event === 'crash') crashes.push(listener);
        return page;
      },
      setDefaultTimeout: () => undefined,
    };
    pages.push(page);
    return page;
  };
  const newContext = async () => {
    const pages: object[] = [];
    const context = {
      addInitScript: async () => undefined,
      on: () => undefined,
      pages: () => [...pages],
      newPage: () => newPage(pages),
      unrouteAll: async () => undefined,
      close: async () => {
        closes += 1;
        open.delete(context);
      },
    };
    open.add(context);
    return context;
  };
  const browser = { newContext, isConnected: () => state.isConnected } as unknown as Browser;
  /** @param page of the pages in the order in which they were opened; the last one by default */
  const crash = (page = -1) => crashes.at(page)?.();
  return { browser, open, state, crash, closes: () => closes };
}

const run = {
  settings: { device: 'desk' },
  plan: { shims: [], runTag: 'r1234', rateLimits: { enabled: false } },
  target: { uiBaseUrl: 'http://desk.test' },
  clock: { stopReason: () => undefined },
} as unknown as RunContext;
const session = {
  tokens: { access: 'a', refresh: 'r' },
  user: {},
  account: { password: { reveal: () => 'p' } },
} as unknown as Session;

const board = { selector: 'h1' };

function openVisits(browser: Browser, begin: Journey['begin'], steps = ['sign in']) {
  return Visits.open({ run, browser, session, journey: { name: 'login', signedIn: true, steps, begin } });
}

test('the visits close every browser profile that they opened, a colleague’s too', async () => {
  const { browser, open } = emptyBrowser();
  const visits = await openVisits(browser, async ({ colleague }) => {
    await colleague('/showroom', board);
    return async (visit) => void visit.steps.push({ step: 'sign in', ms: 5 });
  });
  expect(open.size).toBe(2);
  expect(await visits.take()).toEqual([{ step: 'sign in', ms: 5 }]);
  await visits.close();
  expect(open.size).toBe(0);
});

test('a colleague’s page stays open from visit to visit; one that was closed for a burst is opened for the next', async () => {
  const { browser, open } = emptyBrowser();
  const seen: JourneyVisit[] = [];
  const visits = await openVisits(browser, async ({ colleague }) => {
    const colleaguePage = await colleague('/showroom', board);
    return async (visit) => {
      seen.push(await colleaguePage());
      visit.steps.push({ step: 'sign in', ms: 5 });
    };
  });
  const profiles = open.size;
  await visits.take();
  await visits.take();
  expect(seen[1]).toBe(seen[0]);
  await visits.closePages();
  expect(seen[0]?.page.isClosed()).toBe(true);
  await visits.take();
  expect(seen[2]?.page.isClosed()).toBe(false);
  expect(open.size).toBe(profiles);
});

test('a journey that cannot be prepared leaves no browser profile open', async () => {
  const { browser, open } = emptyBrowser();
  const begin: Journey['begin'] = async ({ colleague }) => {
    await colleague('/showroom', board);
    throw new Error('no customers');
  };
  await expect(openVisits(browser, begin)).rejects.toThrow('no customers');
  expect(open.size).toBe(0);
});

test('a visit that leaves out a declared step is an error with both lists', async () => {
  const { browser } = emptyBrowser();
  const begin: Journey['begin'] = async () => async (visit) =>
    void visit.steps.push({ step: 'open the page', ms: 5 });
  const visits = await openVisits(browser, begin, ['open the page', 'sign in']);
  await expect(visits.take()).rejects.toThrow(
    'journey login: the visit took the steps open the page; the journey declares open the page, sign in',
  );
});

test('a browser that dies in a visit is a fault of this machine, and no step that failed', async () => {
  const { browser, state } = emptyBrowser();
  const visits = await openVisits(browser, async () => async () => {
    state.isConnected = false;
    throw new Error('page.click: Target page, context or browser has been closed');
  });
  await expect(visits.take()).rejects.toThrow(
    /^\[BROWSER_GONE\] checked: the browser of the journey login\. /,
  );
  await visits.close();
});

test('so is a colleague’s page that crashes while somebody else visits', async () => {
  const { browser, crash } = emptyBrowser();
  const visits = await openVisits(browser, async ({ colleague }) => {
    await colleague('/showroom', board);
    const crashOfColleague = crash;
    return async () => {
      crashOfColleague(0);
      throw new Error('page.evaluate: Target crashed');
    };
  });
  await expect(visits.take()).rejects.toThrow('[BROWSER_GONE]');
});

test('visits that were closed are not closed a second time, which would be an error that hides the first', async () => {
  const { browser, closes } = emptyBrowser();
  const visits = await openVisits(browser, async () => async () => undefined);
  await visits.close();
  await visits.close();
  expect(closes()).toBe(1);
});

test('so is a page that crashes, and a browser that is dead before the first visit', async () => {
  const { browser, state, crash } = emptyBrowser();
  const visits = await openVisits(browser, async () => async () => {
    crash();
    throw new Error('page.waitForFunction: Target crashed');
  });
  await expect(visits.take()).rejects.toThrow('[BROWSER_GONE]');
  state.isConnected = false;
  const begin: Journey['begin'] = () => Promise.reject(new Error('browser.newContext: closed'));
  await expect(openVisits(browser, begin)).rejects.toThrow('[BROWSER_GONE]');
});
