import type { Browser, BrowserContext, CDPSession } from '@playwright/test';
import { openContext } from '../../fixtures/devices.ts';
import type { Journey, JourneyRound, Visit } from '../../fixtures/visits/journey.ts';
import { MeasuredVisit } from '../../lanes/journeys/measured-visit.ts';
import { startSignedIn, startSignedOut } from '../../lanes/journeys/start-of-visits.ts';
import type { StepRecord } from '../../src/record/round-record.ts';
import { type MeasuredStep, stepRecords } from '../../src/record/step-records.ts';
import { readTarget } from '../../src/target/environments/resolve-target.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';

/** A line between the browser and the target, made by the browser itself (CDP). */
export interface Line {
  readonly latencyMs?: number;
  readonly downBitsPerSecond?: number;
}

/** A journey on one target, visit by visit, in one browser profile. */
export interface JourneyVisits {
  visit(): Promise<void>;
  /** What a round's record would hold of the visits so far. */
  steps(): readonly StepRecord[];
  /** A step in each visit since the first one. */
  taken(step: string): readonly MeasuredStep[];
  close(): Promise<void>;
}

/** Makes a journey ready to be visited without a run around it: no traffic, no burst, no limits. */
export async function journeyVisits(
  browser: Browser,
  journey: Journey,
  baseUrl: string,
  line: Line = {},
): Promise<JourneyVisits> {
  const session = await signInTestUser(readTarget({ BASE_URL: baseUrl }));
  const context = await openContext(browser, 'desk');
  await (journey.signedIn ? startSignedIn(context, session, baseUrl) : startSignedOut(context));
  const take = await journey.begin(roundOf(session));
  const visits: MeasuredStep[][] = [];
  return {
    visit: async () => {
      visits.push(await visitOnce(context, baseUrl, line, take));
    },
    steps: () => stepRecords(visits),
    taken: (name) => visits.slice(1).flatMap((steps) => steps.filter(({ step }) => step === name)),
    close: () => context.close(),
  };
}

async function visitOnce(
  context: BrowserContext,
  baseUrl: string,
  line: Line,
  take: Visit,
): Promise<MeasuredStep[]> {
  const visit = await MeasuredVisit.begin(context, baseUrl);
  if (line.latencyMs !== undefined || line.downBitsPerSecond !== undefined)
    putStepsOnLine(visit, await context.newCDPSession(visit.page), line);
  await take(visit);
  await visit.end();
  return visit.steps;
}

/** The journeys of one person need no more of a round than who that is. */
function roundOf(session: JourneyRound['session']): JourneyRound {
  const missing = () => {
    throw new Error('found a journey that needs a whole run; right would be one of a single person');
  };
  return {
    session,
    account: session.account,
    get run() {
      return missing();
    },
    colleague: missing,
  };
}

/** The line carries the steps. A page that is loaded without being measured comes before it: that would only take time. */
function putStepsOnLine(visit: MeasuredVisit, session: CDPSession, line: Line): void {
  const open = visit.open.bind(visit);
  const startAt = visit.startAt.bind(visit);
  visit.open = async (...step) => {
    await putOnLine(session, line);
    await open(...step);
  };
  visit.startAt = async (...place) => {
    await startAt(...place);
    await putOnLine(session, line);
  };
}

async function putOnLine(page: CDPSession, { latencyMs = 0, downBitsPerSecond }: Line): Promise<void> {
  await page.send('Network.enable');
  await page.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: downBitsPerSecond === undefined ? -1 : downBitsPerSecond / 8,
    uploadThroughput: -1,
  });
}
