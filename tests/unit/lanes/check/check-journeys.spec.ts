import { journeyNames } from '../../../../fixtures/all-journeys.ts';
import { checkJourneys, settleJourneys } from '../../../../lanes/check/check-journeys.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import type { Settings } from '../../../../src/settings/settings.ts';
import type { Session } from '../../../../src/target/session/session.ts';
import { expect, test } from '../../../made/small-server.ts';

function runAt(uiBaseUrl: string, journeys: Settings['journeys']): RunContext {
  const run = {
    settings: { journeys, shims: 'auto' },
    target: { uiBaseUrl, tlsVerify: true },
    thresholds: { journeys: new Map() },
    plan: {},
  };
  return run as unknown as RunContext;
}

/** Checks the journeys of a run that takes none, so without a browser. */
async function checked(run: RunContext) {
  const journeys = await settleJourneys(run);
  expect(journeys.chosen).toEqual([]);
  const startBrowser = () => Promise.reject(new Error('a browser was started'));
  return checkJourneys(journeys, startBrowser, {} as unknown as Session);
}

test('JOURNEYS=none asks for no client, and lists the journeys as left out', async ({ serve }) => {
  const { origin, requests } = await serve((_request, response) => response.writeHead(404).end());
  const found = await checked(runAt(origin, 'none'));
  expect(found.map(({ name }) => name)).toEqual(journeyNames());
  for (const { result } of found)
    expect(result).toEqual({ kind: 'not offered', reason: 'left out by JOURNEYS' });
  expect(requests).toEqual([]);
});

test('where no client answers the journeys fail, and under JOURNEYS=auto they are left out', async ({
  serve,
}) => {
  const { origin } = await serve((_request, response) => response.writeHead(404).end());
  const [auto, all] = [await checked(runAt(origin, 'auto')), await checked(runAt(origin, 'all'))];
  expect([auto.length, all.length]).toEqual(Array(2).fill(journeyNames().length));
  for (const { result } of auto)
    expect(result).toEqual({
      kind: 'not offered',
      reason: `left out by JOURNEYS=auto: nothing at ${origin} that a journey could use`,
    });
  for (const { result } of all) expect(result).toMatchObject({ kind: 'failing', code: 'WEB_CLIENT_MISSING' });
});

test('where the browser does not start the journeys to be taken fail, and the others are listed as they are', async () => {
  const leftOut = { kind: 'not offered', reason: 'left out by JOURNEYS' } as const;
  const [first = '', ...rest] = journeyNames();
  const settled = {
    run: runAt('http://127.0.0.1:9', [first]),
    chosen: [first],
    others: new Map(rest.map((name) => [name, leftOut])),
  };
  const startBrowser = () => Promise.reject(new Error('browserType.launch: no libnss3.so\nits log'));
  const found = await checkJourneys(settled, startBrowser, {} as unknown as Session);
  const reason =
    'the browser does not start: browserType.launch: no libnss3.so; `npm run browser` finds or installs one that does';
  const failing = { kind: 'failing', code: 'BROWSER_MISSING', reason };
  expect(found.map(({ name, result }) => [name, result])).toEqual([
    [first, failing],
    ...rest.map((name) => [name, leftOut]),
  ]);
});

test('of named journeys only these are taken', async ({ serve }) => {
  const { origin } = await serve(({ url }, response) => {
    if (url === '/app.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end('');
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<script src="/app.js"></script>');
  });
  const { chosen, others } = await settleJourneys(runAt(origin, ['login']));
  expect(chosen).toEqual(['login']);
  expect([...others.keys()]).toEqual(journeyNames().filter((name) => name !== 'login'));
});
