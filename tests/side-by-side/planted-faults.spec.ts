import { expect, test } from '@playwright/test';
import { createDeal } from '../../fixtures/journeys/create-deal.ts';
import { login } from '../../fixtures/journeys/login.ts';
import { type JourneyVisits, journeyVisits } from '../suite/journey-visits.ts';
import { type OwnSandbox, startOwnSandbox } from '../suite/own-sandbox.ts';
import { partsThatDoNotAddUp } from '../suite/parts-add-up.ts';
import { stepOf } from '../suite/visits-in-turn.ts';

// By how much each part grows, and that no other does, takes many visits: tests/nightly/time-spent.spec.ts.
test.describe.configure({ mode: 'serial' });

/** Each in another step. */
const FAULTS = 'deals.create:db+300,/deals:picture+200,/dashboard:script+300';
/** The first one is cold and not among those that count. */
const VISITS = 3;

let sandbox: OwnSandbox | undefined;
const taken = {} as Record<'createDeal' | 'login', JourneyVisits>;

test.beforeAll(async ({ browser }) => {
  sandbox = await startOwnSandbox({ FAULTS });
  taken.createDeal = await journeyVisits(browser, createDeal, sandbox.url);
  taken.login = await journeyVisits(browser, login, sandbox.url);
  for (const journey of Object.values(taken)) {
    for (let visit = 0; visit < VISITS; visit += 1) await journey.visit();
    await journey.close();
  }
});

test.afterAll(() => sandbox?.stop());

test('a slow statement is in the database part of the step that saves the deal', () => {
  expect(stepOf(taken.createDeal, 'save the deal').parts?.serverDbMs).toBeGreaterThanOrEqual(300);
});

test('a script that blocks the page is in the script part of the step, with its file and function', () => {
  const { parts, vitals, blockedBy } = stepOf(taken.login, 'sign in');
  // The browser's clock in the page is coarse.
  expect(parts?.scriptMs).toBeGreaterThanOrEqual(299);
  expect(vitals?.longFramesMs, 'long animation frames').toBeGreaterThanOrEqual(299);
  const planted = { file: '/assets/faults/page-faults.js', functionName: 'blockMainThread' };
  expect(blockedBy?.[0], 'the script that blocked the step').toMatchObject(planted);
  expect(blockedBy?.[0]?.ms).toBeGreaterThanOrEqual(299);
});

test('a picture of 200 kB is the largest paint of its page, and its bytes are counted', () => {
  const { vitals, requests } = stepOf(taken.createDeal, 'open the deal list');
  expect(vitals?.lcpOf).toBe('/assets/faults/picture-200.png');
  const picture = requests.find(({ path }) => path === vitals?.lcpOf);
  expect(picture?.transferredBytes).toBeGreaterThan(200_000);
});

test('the parts of each step add up to it', () => {
  for (const journey of Object.values(taken)) expect(partsThatDoNotAddUp(journey.steps())).toEqual([]);
});
