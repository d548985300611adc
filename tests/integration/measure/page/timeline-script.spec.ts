import { expect, type Page, test } from '@playwright/test';
import { MeasuredVisit } from '../../../../lanes/journeys/measured-visit.ts';
import type { Landmark } from '../../../../src/measure/page/landmark.ts';
import { sumOf } from '../../../made/step.ts';

const ORIGIN = 'http://desk.test';
const READY: Landmark = { selector: 'h1', text: '^Ready$' };
const HEADERS = { 'server-timing': 'total;dur=110, db;dur=100', 'access-control-allow-origin': '*' };
const DONE: Landmark = { selector: 'h1', text: '^Done$' };

/** A page of one button; `onClick` is what a click does, in the page's own script. */
function pageWith(onClick: string): string {
  return `<!doctype html><title>made</title><h1>Ready</h1><button>Go</button><script>
    const done = () => { document.querySelector('h1').textContent = 'Done'; };
    const block = (ms) => { const until = performance.now() + ms; while (performance.now() < until); };
    document.querySelector('button').addEventListener('click', async function onGo() { ${onClick} });
  </script>`;
}

/** Serves the page, and an API here and elsewhere that takes 120 ms, of which it says that 100 were its database's. */
async function serve(page: Page, html: string): Promise<void> {
  await page.route(/^http:\/\/(desk|other)\.test\//, async (route) => {
    if (!route.request().url().includes('/api/'))
      return route.fulfill({ body: html, contentType: 'text/html' });
    await new Promise((resolve) => setTimeout(resolve, 120));
    return route.fulfill({ body: '{}', headers: HEADERS });
  });
}

/** Takes the one step of such a page and gives what was measured of it. */
async function stepOf(visit: MeasuredVisit, onClick: string) {
  await serve(visit.page, pageWith(onClick));
  await visit.startAt('/start', READY);
  await visit.step('go', DONE, () => visit.page.getByRole('button').click());
  await visit.end();
  const [step] = visit.steps;
  if (step?.parts === undefined || step.vitals === undefined)
    throw new Error('the page told nothing of itself');
  return {
    ms: step.ms,
    timing: step.timing,
    parts: step.parts,
    vitals: step.vitals,
    blockedBy: step.blockedBy,
    traceId: step.traceId,
  };
}

test('a blocking click handler counts as script and is named, and the click’s INP and long frame are reported', async ({
  context,
}) => {
  const { ms, parts, vitals, blockedBy } = await stepOf(
    await MeasuredVisit.begin(context, ORIGIN),
    'block(200); done();',
  );
  expect(parts.scriptMs).toBeGreaterThanOrEqual(195);
  expect(vitals.inpMs).toBeGreaterThanOrEqual(192);
  expect(vitals.longFrames).toBeGreaterThanOrEqual(1);
  expect(sumOf(parts)).toBeCloseTo(ms, 3);
  // What watches the page has no file, and is long enough to be listed where the machine is busy.
  expect(blockedBy?.filter(({ file }) => file !== '')).toHaveLength(1);
  expect(blockedBy?.[0]).toMatchObject({ file: '/start', functionName: 'onGo', invoker: 'BUTTON.onclick' });
  expect(blockedBy?.[0]?.ms).toBeGreaterThanOrEqual(195);
});

test('a main thread that is busy when the click comes is input delay', async ({ context }) => {
  const visit = await MeasuredVisit.begin(context, ORIGIN);
  await serve(visit.page, pageWith('done();'));
  await visit.startAt('/start', READY);
  await visit.step('go', DONE, async () => {
    const button = visit.page.getByRole('button');
    await button.hover();
    // The mouse is over it already: only the press is sent, when the page says that it is busy. It is until the press has
    // waited for 150 ms, however long that took to come.
    const isBusy = visit.page.waitForEvent('console', (message) => message.text() === 'busy');
    await visit.page.evaluate(() => {
      const { scheduling } = navigator as unknown as { scheduling: { isInputPending(): boolean } };
      setTimeout(() => {
        console.log('busy');
        const comesUntil = performance.now() + 5_000;
        while (!scheduling.isInputPending() && performance.now() < comesUntil);
        const until = performance.now() + 150;
        while (performance.now() < until);
      });
    });
    await isBusy;
    await visit.page.mouse.down();
    await visit.page.mouse.up();
  });
  await visit.end();
  expect(visit.steps[0]?.parts?.inputDelayMs).toBeGreaterThan(100);
});

test('a request is split by its Server-Timing', async ({ context }) => {
  const visit = await MeasuredVisit.begin(context, ORIGIN);
  const { parts, timing, ms } = await stepOf(visit, "await fetch('/api/v1/deals?search=secret'); done();");
  expect(parts.serverDbMs).toBeCloseTo(100, 0);
  expect(parts.serverAppMs).toBeCloseTo(10, 0);
  expect(sumOf(parts)).toBeCloseTo(ms, 3);
  expect(
    timing?.requests.map(({ path }) => path),
    'paths without their query',
  ).toEqual(['/api/v1/deals']);
});

test('requests of a step to the page’s own origin carry one trace, and those to others none', async ({
  context,
}) => {
  const visit = await MeasuredVisit.begin(context, ORIGIN);
  const sent: (readonly [path: string, traceparent: string | undefined])[] = [];
  visit.page.on('request', (request) => {
    const { host, pathname } = new URL(request.url());
    sent.push([host + pathname, request.headers().traceparent]);
  });
  const xhr = (path: string, more = '') =>
    `await new Promise((done) => { const xhr = new XMLHttpRequest(); xhr.open('GET', '${path}'); ${more} xhr.onload = done; xhr.send(); });`;
  const { traceId } = await stepOf(
    visit,
    `await fetch(new Request('/api/a', { headers: { accept: 'x/y' } }));
    ${xhr('/api/b')}
    ${xhr('/api/c', "xhr.setRequestHeader('traceparent', 'its own');")}
    await fetch('http://other.test/api/d');
    ${xhr('http://other.test/api/e')}
    await fetch('data:,f'); done();`,
  );
  const traced = expect.stringMatching(new RegExp(`^00-${traceId}-[0-9a-f]{16}-03$`));
  expect(sent.filter(([path]) => path.includes('api'))).toEqual([
    ['desk.test/api/a', traced],
    ['desk.test/api/b', traced],
    ['desk.test/api/c', 'its own'],
    ['other.test/api/d', undefined],
    ['other.test/api/e', undefined],
  ]);
});

test('a timer of the page is idle time', async ({ context }) => {
  const { parts } = await stepOf(await MeasuredVisit.begin(context, ORIGIN), 'setTimeout(done, 200);');
  expect(parts.idleMs).toBeGreaterThan(150);
  expect(parts.scriptMs).toBeLessThan(150);
});

test('a page load has its FCP, LCP and TTFB, and a route within it its own LCP', async ({ context }) => {
  const visit = await MeasuredVisit.begin(context, ORIGIN);
  const changeRoute =
    "history.pushState({}, '', '/route'); document.body.append(Object.assign(document.createElement('p'), { textContent: 'News of the route. '.repeat(40) })); done();";
  await serve(visit.page, pageWith(changeRoute));
  await visit.open('load', '/start', READY);
  await visit.step('go', DONE, () => visit.page.getByRole('button').click());
  await visit.end();
  const [load, route] = visit.steps.map(({ vitals }) => vitals);
  expect(load?.route?.path).toBe('/start');
  expect(load?.fcpMs).toBeGreaterThan(0);
  expect(load?.lcpMs).toBeGreaterThan(0);
  expect(load?.ttfbMs).toBeGreaterThan(0);
  const isKnown = await knowsRoutes(context.pages()[0] ?? (await context.newPage()));
  test.skip(!isKnown, 'this browser does not report routes');
  expect(route?.route?.path).toBe('/route');
  expect(route?.lcpMs).toBeGreaterThan(0);
  expect(route?.lcpOf).toContain('p');
  expect(route?.ttfbMs, 'a route has no first byte').toBeUndefined();
});

test('a page that shifts within a step has the shift counted there, and a calm one has 0', async ({
  context,
}) => {
  const shift =
    "setTimeout(() => { document.body.prepend(Object.assign(document.createElement('div'), { style: 'height: 300px' })); done(); }, 700);";
  const shifted = await stepOf(await MeasuredVisit.begin(context, ORIGIN), shift);
  expect(shifted.vitals.cls).toBeGreaterThan(0.01);
  const calm = await stepOf(await MeasuredVisit.begin(context, ORIGIN), 'done();');
  expect(calm.vitals.cls).toBe(0);
});

function knowsRoutes(page: Page): Promise<boolean> {
  return page.evaluate(() => PerformanceObserver.supportedEntryTypes.includes('soft-navigation'));
}
