import type { Browser } from '@playwright/test';
import { createDeal } from '../../../../fixtures/journeys/create-deal.ts';
import { ClientHelp } from '../../../../lanes/journeys/client-help.ts';
import { Visits } from '../../../../lanes/journeys/visits.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import type { RunPlan } from '../../../../src/record/run-plan.ts';
import type { Settings } from '../../../../src/settings/settings.ts';
import { SHIM_NAMES } from '../../../../src/settings/table/run-rows.ts';
import type { Session } from '../../../../src/target/session/session.ts';
import { clientWith } from '../../../made/known-build.ts';
import { expect, json, test } from '../../../made/small-server.ts';
import { SnapshotStudio } from '../../../made/snapshot-studio.ts';

const QUIRKS = { repeatsVersion: true, wantsObjects: true, ownWords: true };
const NONE = {} as const;
const session = {
  user: { id: 'u-1', dealershipId: 'd-1' },
  tokens: { access: 'token', refresh: 'token' },
  account: { email: 'ada@example.com', password: { reveal: () => 'secret' } },
} as unknown as Session;

let browser: Browser;

test.beforeAll(({ browser: ofWorker }) => {
  browser = ofWorker;
});

interface Given {
  readonly shims?: Settings['shims'];
  /** What the preflight found. */
  readonly planned?: RunPlan['shims'];
  readonly hasVehicles?: boolean;
}

/** Opens the visits of a journey that creates deals. */
function openVisits(
  origin: string,
  { shims = 'auto', planned = [], hasVehicles = true }: Given,
): Promise<Visits> {
  const listed = hasVehicles ? { kind: 'offered' } : { kind: 'not offered', reason: '404' };
  const run = {
    settings: { device: 'desk', shims },
    plan: {
      shims: planned,
      offers: { 'inventory.list': listed },
      sockets: {},
      runTag: 'r1234',
      rateLimits: { enabled: false },
    },
    target: { uiBaseUrl: origin, baseUrl: origin, tlsVerify: true },
    clock: { stopReason: () => undefined },
    journal: { append: () => undefined },
  } as unknown as RunContext;
  // What the journey needs is there.
  return Visits.open({ run, browser, session, journey: { ...createDeal, needs: [] } });
}

/** Creates two deals in the browser. Returns the shims that were used in each visit, by name. */
async function create(origin: string, given: Given) {
  const visits = await openVisits(origin, given);
  try {
    const steps = (await visits.take()).map(({ step }) => step);
    const first = namesOf(visits);
    await visits.take();
    return { steps, first, later: namesOf(visits), uses: visits.shimUses };
  } finally {
    await visits.close();
  }
}

function namesOf({ shimUses }: Visits): string[] {
  return [...new Set(shimUses.map(({ shim }) => shim))];
}

for (const [what, quirks, hasVehicles, help] of [
  ['fits the API', NONE, true, []],
  ['repeats the version', { repeatsVersion: true }, true, ['S1']],
  ['expects lists inside objects', { wantsObjects: true }, true, ['S2']],
  ['has no list of vehicles behind it', NONE, false, ['S3']],
  ['sends deals in its own words', { ownWords: true }, true, ['S4']],
  ['expects lists inside objects, without one of vehicles,', { wantsObjects: true }, false, ['S2', 'S3']],
  ['is that of the known build', QUIRKS, false, ['S1', 'S2', 'S3', 'S4']],
] as const)
  test(`a client that ${what} gets ${help.length === 0 ? 'no help' : `the help of ${help.join(', ')} alone`}, although the preflight saw nothing`, async ({
    serve,
  }) => {
    const studio = new SnapshotStudio({ hasVehicles, client: clientWith(quirks) });
    const { origin, requests } = await serve(studio.answer);
    const { steps, first, later } = await create(origin, { hasVehicles });
    expect(steps).toEqual(createDeal.steps);
    expect([first, later]).toEqual([help, help]);
    expect(studio.dealsMade).toHaveLength(2);
    // Without a need for help nothing is taken twice.
    if (help.length === 0) expect(requests.filter((each) => each === 'GET /dashboard')).toHaveLength(2);
  });

test('a client that repeats the version, as the preflight saw, and reads lists as they are gets them as they are', async ({
  serve,
}) => {
  const studio = new SnapshotStudio({ hasVehicles: true, client: clientWith({ repeatsVersion: true }) });
  const { origin } = await serve(studio.answer);
  const { uses } = await create(origin, { planned: SHIM_NAMES });
  expect(uses).toEqual([{ shim: 'S1', request: 'GET /api/v1/v1/auth/me', count: 2 }]);
});

test('the client of the known build, as the preflight saw it, needs no visit twice', async ({ serve }) => {
  const { origin, requests } = await serve(new SnapshotStudio().answer);
  const { uses } = await create(origin, { planned: SHIM_NAMES, hasVehicles: false });
  expect(new Set(uses.map(({ shim }) => shim))).toEqual(new Set(SHIM_NAMES));
  expect(requests.filter((each) => each === 'GET /dashboard')).toHaveLength(2);
});

test('a visit that is recorded does not begin anew: its record would be cut off', async ({ serve }) => {
  const client = clientWith({ wantsObjects: true });
  const { origin } = await serve(new SnapshotStudio({ hasVehicles: true, client }).answer);
  const visits = await openVisits(origin, {});
  const { context } = visits;
  await expect(visits.take((_page, visit) => visit())).rejects.toThrow(/^step 'open the deal list': /);
  expect(visits.context).toBe(context);
  await visits.close();
});

test('a deal that the target refuses for another reason ends the journey: help is for clients that do not fit', async ({
  serve,
}) => {
  const studio = new SnapshotStudio({ hasVehicles: true, client: clientWith(NONE) });
  const { origin, requests } = await serve((request, response) => {
    if (request.method === 'POST') json(response, 500, { error: 'out of order' });
    else studio.answer(request, response);
  });
  await expect(create(origin, {})).rejects.toThrow(
    /^step 'save the deal': .*Faults in the page: POST \/api\/v1\/deals answered 500/,
  );
  expect(requests.filter((each) => each.startsWith('POST'))).toHaveLength(1);
});

test('a list of vehicles that the target offers and does not answer is no reason for help', async ({
  serve,
}) => {
  const { origin } = await serve(new SnapshotStudio({ client: clientWith(NONE) }).answer);
  await expect(create(origin, {})).rejects.toThrow(
    /^step 'start a new deal': .*GET \/api\/v1\/inventory\/vehicles answered 404/,
  );
});

test('SHIMS=none gives no help to a client that needs it', async ({ serve }) => {
  const { origin } = await serve(
    new SnapshotStudio({ hasVehicles: true, client: clientWith({ ownWords: true }) }).answer,
  );
  await expect(create(origin, { shims: 'none' })).rejects.toThrow(
    /^step 'save the deal': .*POST \/api\/v1\/deals answered 400/,
  );
});

test('what a page reads stays as the target sent it while it is watched, and the page may add to it', async () => {
  const help = new ClientHelp([], SHIM_NAMES);
  const page = await browser.newPage();
  await help.watch(page);
  await page.goto('about:blank');
  const read = await page.evaluate(() => {
    const list = JSON.parse('[]');
    const frozen = JSON.parse('{"deals": []}', (_, value) => Object.freeze(value));
    const page = JSON.parse('{"deals": [], "filter": "new"}');
    Object.assign(list, { deals: 'own' });
    Object.assign(page, { slice: 2 });
    return [list.deals, frozen.deals, page.filter, page.slice, Object.keys(page)];
  });
  expect(read).toEqual(['own', [], 'new', 2, ['deals', 'filter', 'slice']]);
  expect(help.isWrong).toBe(false);
  await page.evaluate(() => JSON.parse('[]').deals);
  await expect.poll(() => help.isWrong).toBe(true);
  await page.close();
});
