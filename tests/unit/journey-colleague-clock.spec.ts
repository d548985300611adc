import { type Browser, type BrowserContext, chromium, expect, test } from '@playwright/test';
import { checkOneClock, seenByColleague } from '../../fixtures/colleague-clock.ts';
import { JourneyVisit } from '../../fixtures/journey-visit.ts';
import { findBrowser } from '../../src/browser/find-browser.ts';
import { launchOptions } from '../../src/browser/launch-options.ts';

const PAGE =
  '<!doctype html><title>desk</title><h1>Desk</h1><button>Tell</button><p id="news">nothing yet</p>';
const here = { selector: 'h1', text: '^Desk$' };
const told = { selector: '#news', text: '^told$' };

let browser: Browser;

test.beforeAll(async () => {
  const found = findBrowser();
  browser = await chromium.launch(found === undefined ? {} : launchOptions(found));
});

test.afterAll(() => browser.close());

async function visitIn(context: BrowserContext): Promise<JourneyVisit> {
  await context.route('http://desk.test/**', (route) =>
    route.fulfill({ body: PAGE, contentType: 'text/html' }),
  );
  const visit = await JourneyVisit.begin(context, 'http://desk.test');
  await visit.startAt('/', here);
  return visit;
}

test('what a colleague sees is timed from the click in one browser to the paint in the other', async () => {
  const contexts = [await browser.newContext(), await browser.newContext()] as const;
  const [own, other] = [await visitIn(contexts[0]), await visitIn(contexts[1])];
  // The way of the news is made to take 300 ms: the page of the one tells the test, the test the page of the other.
  await own.page.exposeFunction('tell', async () => {
    await other.page.evaluate(() =>
      setTimeout(() => {
        const news = document.querySelector('#news');
        if (news !== null) news.textContent = 'told';
        Reflect.set(window, 'toldAtMs', performance.timeOrigin + performance.now());
      }, 300),
    );
  });
  await own.page.evaluate(() => {
    document.querySelector('button')?.addEventListener('pointerdown', (event) => {
      Reflect.set(window, 'clickedAtMs', performance.timeOrigin + event.timeStamp);
      const news = document.querySelector('#news');
      if (news !== null) news.textContent = 'told';
      void (Reflect.get(window, 'tell') as () => void)();
    });
  });

  await checkOneClock(own.page, other.page);
  const seen = await seenByColleague(other, told);
  await own.step('tell', told, () => own.page.getByRole('button').click());
  await seen.finish('the colleague sees it', own);

  const [clickedAtMs, toldAtMs] = await Promise.all([
    own.page.evaluate(() => Number(Reflect.get(window, 'clickedAtMs'))),
    other.page.evaluate(() => Number(Reflect.get(window, 'toldAtMs'))),
  ]);
  const step = own.steps.find((each) => each.step === 'the colleague sees it');
  const trueMs = toldAtMs - clickedAtMs;
  expect(trueMs).toBeGreaterThan(299);
  // The paint comes after the change: within a few frames, of which a busy machine makes few.
  expect(step?.ms).toBeGreaterThanOrEqual(trueMs - 1);
  expect(step?.ms).toBeLessThan(trueMs + 250);
  expect(own.steps.map(({ step: name }) => name)).toEqual(['tell', 'the colleague sees it']);
  expect(other.steps).toEqual([]);
  for (const context of contexts) await context.close();
});

test('two clocks that differ are told by how much', async () => {
  const contexts = [await browser.newContext(), await browser.newContext()] as const;
  const [own, other] = [await visitIn(contexts[0]), await visitIn(contexts[1])];
  await other.page.evaluate(() => {
    const { timeOrigin } = performance;
    Object.defineProperty(performance, 'timeOrigin', { get: () => timeOrigin - 5_000 });
  });
  await expect(checkOneClock(own.page, other.page)).rejects.toThrow(/found 5,?\d{3}\.\d ms behind|ms behind/);
  for (const context of contexts) await context.close();
});
