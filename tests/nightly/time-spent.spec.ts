import { expect, test } from '@playwright/test';
import { createDeal } from '../../fixtures/journeys/create-deal.ts';
import { login } from '../../fixtures/journeys/login.ts';
import { taxQuote } from '../../fixtures/journeys/tax-quote.ts';
import type { StepParts } from '../../src/measure/page/step-parts.ts';
import { type JourneyVisits, journeyVisits, type Line } from '../suite/journey-visits.ts';
import { type OwnSandbox, startOwnSandbox } from '../suite/own-sandbox.ts';
import { partsThatDoNotAddUp } from '../suite/parts-add-up.ts';
import {
  largestPaintGrewBy,
  type Pair,
  partGrewBy,
  partsGrewBy,
  partsGrownBeyond,
  stepGrewBy,
  stepOf,
  visitInTurn,
} from '../suite/visits-in-turn.ts';

// All tests read the same visits. When one fails, making them again for the others would tell nothing new.
test.describe.configure({ mode: 'serial' });

/** On this line 200 kB take 300 ms. */
const SLOW_LINE: Line = { downBitsPerSecond: (200_000 * 8) / 0.3 };
/** Each in a step of its own, so that all are measured in the same visits. */
const FAULTS = 'deals.create:db+300,/deals:picture+200,/dashboard:script+300';
/** The browser names no script of a shorter frame. */
const SHORT_FRAME_MS = 50;
/** If a fault shows up in the wrong part or step, it does so with far more than this. */
const ELSEWHERE_MS = 50;

type JourneyName = 'create-deal' | 'login' | 'tax-quote';

/** The step of each journey in which its fault must show up, and the part of it. */
const fault: Record<JourneyName, [step: string, part: keyof StepParts]> = {
  'create-deal': ['open the deal list', 'networkMs'],
  login: ['sign in', 'scriptMs'],
  'tax-quote': ['choose the state', 'networkMs'],
};

const measured = {} as Record<JourneyName, Pair<JourneyVisits>>;

let sandboxes: OwnSandbox[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000);
  sandboxes = await Promise.all([startOwnSandbox(), startOwnSandbox({ FAULTS })]);
  const [sound = '', faulty = ''] = sandboxes.map(({ url }) => url);
  const pairs = {
    'create-deal': [createDeal, sound, faulty, SLOW_LINE, SLOW_LINE],
    login: [login, sound, faulty, {}, {}],
    'tax-quote': [taxQuote, sound, sound, {}, { latencyMs: 300 }],
  } as const;
  for (const name of ['create-deal', 'login', 'tax-quote'] as const) {
    const [journey, urlWithout, urlWith, lineWithout, lineWith] = pairs[name];
    measured[name] = {
      sound: await journeyVisits(browser, journey, urlWithout, lineWithout),
      wrong: await journeyVisits(browser, journey, urlWith, lineWith),
    };
    await visitInTurn(measured[name], ...fault[name]);
  }
});

test.afterAll(async () => {
  for (const sandbox of sandboxes) await sandbox.stop();
});

test('300 ms more in the database are found there, in the step that saves the deal', () => {
  const { othersThan, elsewhere } = growth('create-deal', 'save the deal');
  expectGrowth('create-deal', 'save the deal', 'serverDbMs');
  expect(othersThan('serverDbMs'), 'other parts of the step that grew').toEqual([]);
  // The other faulty step of the journey has a test of its own.
  expect(
    elsewhere.filter((line) => !line.startsWith('open the deal list')),
    'other steps that grew',
  ).toEqual([]);
});

test('300 ms of a blocked main thread are found in the script of the step that leads there', () => {
  const { othersThan, elsewhere } = growth('login', 'sign in');
  // Without the fault the last frame is short, so the browser names none of its scripts: the page's own 10 to 30 ms there
  // count as paint. The fault makes the frame long, and they are script. Both together grow by the blocking alone.
  expectGrowth('login', 'sign in', 'scriptMs', 'paintMs');
  const script = partGrewBy(measured.login, 'sign in', 'scriptMs');
  expect(script.ms + script.uncertainMs, 'growth of the script part').toBeGreaterThan(300 * 0.95);
  expect(script.ms - script.uncertainMs, 'growth of the script part').toBeLessThan(
    300 * 1.05 + SHORT_FRAME_MS,
  );
  expect(othersThan('scriptMs'), 'other parts of the step that grew').toEqual([]);
  expect(elsewhere, 'other steps that grew').toEqual([]);
  const { vitals, blockedBy } = stepOf(measured.login.wrong, 'sign in');
  expect(vitals?.longFramesMs, 'long animation frames').toBeGreaterThanOrEqual(300);
  const planted = { file: '/assets/faults/page-faults.js', functionName: 'blockMainThread' };
  expect(blockedBy?.[0], 'the script that blocked the step').toMatchObject(planted);
  expect(blockedBy?.[0]?.ms).toBeGreaterThanOrEqual(299);
  expect(blockedBy?.[0]?.ms).toBeLessThan(300 * 1.05);
});

test('300 ms more on the way are found in the network of the step that asks once', () => {
  expectGrowth('tax-quote', 'choose the state', 'networkMs');
  for (const { step } of measured['tax-quote'].wrong.steps()) {
    const { othersThan } = growth('tax-quote', step);
    expect(othersThan('networkMs'), `parts of '${step}' beside the network that grew`).toEqual([]);
  }
});

test('a picture of 200 kB is found in the network and in the largest paint of its page', () => {
  const { othersThan, elsewhere } = growth('create-deal', 'open the deal list');
  const network = partGrewBy(measured['create-deal'], 'open the deal list', 'networkMs');
  expect(network.ms, 'growth of the network part').toBeGreaterThan(300 * 0.95);
  expect(othersThan('networkMs'), 'other parts of the step that grew').toEqual([]);
  expect(
    elsewhere.filter((line) => !line.startsWith('save the deal')),
    'other steps that grew',
  ).toEqual([]);
  const after = stepOf(measured['create-deal'].wrong, 'open the deal list');
  expect(after.vitals?.lcpOf, 'what was the largest paint').toBe('/assets/faults/picture-200.png');
  // The page's text is painted some 50 ms after the picture was asked for: that much of the 300 ms is no growth.
  const lcp = largestPaintGrewBy(measured['create-deal'], 'open the deal list');
  expect(lcp.ms + lcp.uncertainMs, 'growth of the largest paint').toBeGreaterThan(250);
  expect(after.vitals?.lcpMs, 'the largest paint').toBeGreaterThan(300);
  const picture = after.requests.find(({ path }) => path === after.vitals?.lcpOf);
  expect(picture?.transferredBytes, 'bytes of the picture').toBeGreaterThan(200_000);
});

test('the parts of each step add up to it, with faults and without', () => {
  for (const { sound, wrong } of Object.values(measured))
    for (const journey of [sound, wrong]) expect(partsThatDoNotAddUp(journey.steps())).toEqual([]);
});

/** By 300 ms within 5 %, unless chance alone may have put it outside; and chance may do no more than that. */
function expectGrowth(journey: JourneyName, step: string, ...parts: (keyof StepParts)[]): void {
  const { ms, uncertainMs } = partsGrewBy(measured[journey], step, ...parts);
  const told = `growth of ${parts.join(' and ')} in '${step}': ${ms.toFixed(1)} ± ${uncertainMs.toFixed(1)}`;
  expect(uncertainMs, told).toBeLessThan(300 * 0.05);
  expect(ms + uncertainMs, told).toBeGreaterThan(300 * 0.95);
  expect(ms - uncertainMs, told).toBeLessThan(300 * 1.05);
}

/** Which parts of a step grew, and which of the journey's other steps as a whole: their parts vary among each other. */
function growth(journey: JourneyName, name: string) {
  const pair = measured[journey];
  const others = pair.wrong.steps().filter(({ step }) => step !== name);
  return {
    othersThan: (expected: keyof StepParts) =>
      partsGrownBeyond(pair, name, ELSEWHERE_MS).flatMap(([part, line]) => (part === expected ? [] : [line])),
    elsewhere: others.flatMap(({ step }) => {
      const { ms, uncertainMs } = stepGrewBy(pair, step);
      return ms - uncertainMs > ELSEWHERE_MS
        ? [`${step}: by ${ms.toFixed(1)} ± ${uncertainMs.toFixed(1)}`]
        : [];
    }),
  };
}
