import { expect, test } from '@playwright/test';
import { createDeal } from '../../fixtures/journeys/create-deal.ts';
import { login } from '../../fixtures/journeys/login.ts';
import type { MeasuredStep } from '../../src/record/step-records.ts';
import { type JourneyVisits, journeyVisits } from '../suite/journey-visits.ts';
import { type OwnSandbox, startOwnSandbox } from '../suite/own-sandbox.ts';
import { partsThatDoNotAddUp } from '../suite/parts-add-up.ts';

// By how much each part grows, and that no other does, takes many visits: tests/nightly/time-spent.spec.ts.
test.describe.configure({ mode: 'serial' });

/** Each in another step. */
const FAULTS = 'deals.create:db+300,/deals:picture+200,/dashboard:script+300';
/** The first one is cold and not among those that count. */
const LEAST_VISITS = 3;
/** A page says what its steps were made of when it is closed, and on a busy machine some say it too late. */
const MOST_VISITS = 10;

let sandbox: OwnSandbox | undefined;
const taken = {} as Record<'createDeal' | 'login', JourneyVisits>;

test.beforeAll(async ({ browser }) => {
  sandbox = await startOwnSandbox({ FAULTS });
  taken.createDeal = await journeyVisits(browser, createDeal, sandbox.url);
  taken.login = await journeyVisits(browser, login, sandbox.url);
  for (const journey of Object.values(taken)) {
    for (let visits = 0; visits < LEAST_VISITS || !isKnown(journey); visits += 1) {
      if (visits === MOST_VISITS) break;
      await journey.visit();
    }
    await journey.close();
  }
});

/** The step in each warm visit whose page said what it was made of. */
function known(journey: JourneyVisits, step: string): MeasuredStep[] {
  return journey.taken(step).filter(({ parts }) => parts !== undefined);
}

function isKnown(journey: JourneyVisits): boolean {
  return journey.steps().every(({ step }) => known(journey, step).length > 0);
}

/** The step in the first of those visits; an error without one. */
function stepOf(journey: JourneyVisits, name: string): MeasuredStep {
  const [first] = known(journey, name);
  if (first === undefined) throw new Error(`no page said what the step '${name}' was made of`);
  return first;
}

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
  const found = blockedBy?.filter(
    ({ file, functionName }) => file === planted.file && functionName === planted.functionName,
  );
  expect(found, 'the script that blocked the step').toHaveLength(1);
  expect(found?.[0]?.ms).toBeGreaterThanOrEqual(299);
});

test('a picture of 200 kB is the largest paint of its page, and its bytes are counted', () => {
  const { vitals, timing } = stepOf(taken.createDeal, 'open the deal list');
  expect(vitals?.lcpOf).toBe('/assets/faults/picture-200.png');
  const picture = timing?.requests.find(({ path }) => path === vitals?.lcpOf);
  expect(picture?.transferredBytes).toBeGreaterThan(200_000);
});

test('the parts of each step add up to it', () => {
  for (const journey of Object.values(taken)) {
    const steps = journey.steps().map(({ step }) => step);
    for (const step of steps)
      expect(known(journey, step), `visits that know what '${step}' was made of`).not.toEqual([]);
    const each = steps.flatMap((step) => known(journey, step));
    const alone = each.map(({ step, ms, parts }) => ({ step, visitsMs: [ms], ...(parts && { parts }) }));
    expect(partsThatDoNotAddUp(alone)).toEqual([]);
  }
});
