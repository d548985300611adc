import type { RequestListener } from 'node:http';
import type { Browser } from '@playwright/test';
import { FaultNotes } from '../../../../lanes/journeys/fault-notes.ts';
import { MeasuredVisit } from '../../../../lanes/journeys/measured-visit.ts';
import { expect, json, test } from '../../../made/small-server.ts';

const HERE = { selector: 'h1', text: '^Desk$' };
const DONE = { selector: 'p', text: '^done$' };
/** Later than a page gives up, so a step that ends then had a reason to be waited for. */
const LATE_MS = 6_500;
/** A dead end is seen 5 s after the page's last sign of life; the rest is for a busy machine. Without it, a step takes 30 s. */
const FEW_SECONDS_MS = 25_000;

let browser: Browser;

test.beforeAll(({ browser: ofWorker }) => {
  browser = ofWorker;
});

// Each test waits for seconds and needs hardly any processor.
test.describe.configure({ mode: 'parallel' });

/** A page whose button does this. `done()` ends the step; `GET /api/fine` is fine, everything else of the API is not. */
function pageWhere(pressed: string, further: RequestListener = (_, response) => json(response, 500, {})) {
  const page = `<!doctype html><title>Desk Studio</title><div id="root"><h1>Desk</h1><button>Go</button></div><script>
    const root = document.querySelector('#root');
    const done = () => root.insertAdjacentHTML('beforeend', '<p>done</p>');
    document.querySelector('button').addEventListener('click', async () => { ${pressed} });</script>`;
  const answer: RequestListener = (request, response) => {
    if (request.url === '/api/fine') json(response, 200, {});
    else if (request.url?.startsWith('/api/') === true) further(request, response);
    else response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  };
  return answer;
}

/** Presses the button as a step. Returns the step's time, and what went wrong in the page. */
async function press(origin: string) {
  const context = await browser.newContext();
  const faults = new FaultNotes();
  try {
    const visit = await MeasuredVisit.begin(context, origin, { faults });
    await visit.startAt('/', HERE);
    await visit.step('press', DONE, () => visit.page.getByRole('button').click());
    return { ms: visit.steps[0]?.ms ?? 0, faults: faults.sum()?.listed };
  } finally {
    await context.close();
  }
}

for (const [what, pressed, fault] of [
  [
    'the page threw an error that did no harm',
    `setTimeout(done, ${LATE_MS}); missing.name;`,
    'the page threw ReferenceError: missing is not defined',
  ],
  [
    'a call was refused before another was answered',
    `await fetch('/api/stats'); await (await fetch('/api/fine')).json(); setTimeout(done, ${LATE_MS});`,
    'GET /api/stats answered 500',
  ],
  [
    'a picture is missing',
    `root.insertAdjacentHTML('beforeend', '<img src="/api/picture">'); setTimeout(done, ${LATE_MS});`,
    'GET /api/picture answered 500',
  ],
  [
    'a call was refused and the page listens to its target',
    `await fetch('/api/stats'); new WebSocket('ws://127.0.0.1:9/ws'); setTimeout(done, ${LATE_MS});`,
    'GET /api/stats answered 500',
  ],
] as const)
  test(`a step that ends after ${LATE_MS} ms is waited for, although ${what}, which is noted`, async ({
    serve,
  }) => {
    const { origin } = await serve(pageWhere(pressed));
    const { ms, faults } = await press(origin);
    expect(ms).toBeGreaterThanOrEqual(LATE_MS);
    expect(faults).toEqual([{ step: 'press', fault, count: 1 }]);
  });

test('a client that was asked to come back later is waited for', async ({ serve }) => {
  let asked = 0;
  const { origin } = await serve(
    pageWhere(
      `const ask = async () => (await fetch('/api/deals')).ok ? done() : setTimeout(ask, ${LATE_MS}); await ask();`,
      (_, response) => {
        asked += 1;
        response.writeHead(asked === 1 ? 429 : 200, { 'retry-after': '7' }).end('{}');
      },
    ),
  );
  expect(await press(origin)).toMatchObject({ faults: [{ fault: 'GET /api/deals answered 429' }] });
});

test('a client whose pauses between attempts double is waited for', async ({ serve }) => {
  let asked = 0;
  const { origin } = await serve(
    pageWhere(
      `let pause = 1_750;
       const ask = async () => { if ((await fetch('/api/deals')).ok) return done(); setTimeout(ask, pause); pause *= 2; };
       await ask();`,
      (_, response) => {
        asked += 1;
        response.writeHead(asked < 4 ? 503 : 200).end('{}');
      },
    ),
  );
  expect(await press(origin)).toMatchObject({ faults: [{ fault: 'GET /api/deals answered 503', count: 3 }] });
});

for (const [what, pressed, why, told] of [
  [
    'its only call is answered with an error',
    `await fetch('/api/deals', { method: 'POST' });`,
    'the last answer to the page was an error, and for \\d+ s it has asked for nothing more',
    'POST /api/deals answered 500',
  ],
  [
    'its call is refused after others were answered',
    `await (await fetch('/api/fine')).json(); await fetch('/api/deals');`,
    'the last answer to the page was an error, and for \\d+ s it has asked for nothing more',
    'GET /api/deals answered 500',
  ],
  [
    'it leads to a page that is not there',
    `location.href = '/api/gone';`,
    'the last answer to the page was an error, and for \\d+ s it has asked for nothing more',
    'GET /api/gone answered 500',
  ],
  [
    'an error leaves the page empty',
    `root.innerHTML = ''; missing.name;`,
    'an error left the page empty, and for \\d+ s it has done nothing',
    'the page threw ReferenceError: missing is not defined',
  ],
] as const)
  test(`a step ends within seconds when ${what}`, async ({ serve }) => {
    const { origin } = await serve(pageWhere(pressed));
    const startedMs = performance.now();
    await expect(press(origin)).rejects.toThrow(
      new RegExp(
        `^step 'press': what ends it was not seen within \\d+ s; ${why}; the page is '.*' at /.*\\. Faults in the page: ${told}$`,
      ),
    );
    expect(performance.now() - startedMs).toBeLessThan(FEW_SECONDS_MS);
  });

test('a step whose button never comes ends within seconds when the step before it was refused, and says so', async ({
  serve,
}) => {
  const { origin } = await serve(pageWhere(`done(); await fetch('/api/vehicles');`));
  const context = await browser.newContext();
  const visit = await MeasuredVisit.begin(context, origin);
  await visit.startAt('/', HERE);
  await visit.step('press', DONE, () => visit.page.getByRole('button').click());
  const startedMs = performance.now();
  await expect(
    visit.step('pick the vehicle', { selector: 'p', text: '^picked$' }, () =>
      visit.page.getByRole('button', { name: '2024 Honda' }).click(),
    ),
  ).rejects.toThrow(
    /^step 'pick the vehicle': the last answer to the page was an error, and for \d+ s it has asked for nothing more\. Faults in the page, before this step: GET \/api\/vehicles answered 500$/,
  );
  await context.close();
  expect(performance.now() - startedMs).toBeLessThan(FEW_SECONDS_MS);
});
