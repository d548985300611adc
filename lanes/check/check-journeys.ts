import type { Browser } from '@playwright/test';
import { journeyNames, loadJourney } from '../../fixtures/all-journeys.ts';
import { messageOf } from '../../src/base/attempt.ts';
import { realClock } from '../../src/base/clock.ts';
import { SuiteError } from '../../src/base/suite-error.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { settleWebClient } from '../../src/run/settle-web-client.ts';
import { operationById } from '../../src/target/catalogue.ts';
import { forEachBounded } from '../../src/target/for-each-bounded.ts';
import { isWriting } from '../../src/target/operation.ts';
import type { Session } from '../../src/target/session/session.ts';
import { isBrowserGone } from '../browser-gone.ts';
import { Visits } from '../journeys/visits.ts';
import type { Checked, Result } from './checked.ts';
import { journeyLeftOut } from './left-out.ts';

/** A journey takes a few seconds without load: one that takes longer will not come to its end. */
const LONGEST_JOURNEY_MS = 20_000;
const AT_ONCE = 3;

/** Which journeys can be taken. */
export interface SettledJourneys {
  /** The run with the help that the web client needs. */
  readonly run: RunContext;
  readonly chosen: readonly string[];
  /** What becomes of the others. */
  readonly others: ReadonlyMap<string, Result>;
}

/** Settles which journeys a run with these settings has. One that only reads leaves out those that write. */
export async function settleJourneys(run: RunContext): Promise<SettledJourneys> {
  const leftOut = journeyNames().flatMap((name): [string, Result][] => {
    const result = journeyLeftOut(name, run.settings) ?? leftOutWrite(run, name);
    return result === undefined ? [] : [[name, result]];
  });
  const others = new Map(leftOut);
  const chosen = journeyNames().filter((name) => !others.has(name));
  if (chosen.length === 0) return { run, chosen, others };
  const client = await settledClient(run, chosen);
  if (!('kind' in client)) return { run: client, chosen, others };
  return { run, chosen: [], others: new Map([...others, ...chosen.map((name) => [name, client] as const)]) };
}

/**
 * Takes each journey once that can be taken. All of these fail where no browser starts.
 *
 * @param startBrowser starts a browser for them; not called where no journey is taken
 */
export async function checkJourneys(
  { run, chosen, others }: SettledJourneys,
  startBrowser: () => Promise<Browser>,
  session: Session,
): Promise<Checked[]> {
  const results = new Map(others);
  if (chosen.length > 0) {
    const browser = await startBrowser().catch(withoutBrowser);
    if ('kind' in browser) for (const name of chosen) results.set(name, browser);
    else
      await forEachBounded(chosen, AT_ONCE, async (name) => {
        results.set(name, await takeOnce(run, browser, session, name));
      }).finally(() => browser.close());
  }
  return journeyNames().flatMap((name) => {
    const result = results.get(name);
    return result === undefined ? [] : [{ what: 'journey' as const, name, result }];
  });
}

function leftOutWrite({ plan, thresholds }: RunContext, name: string): Result | undefined {
  const behind = thresholds.journeys.get(name)?.operation ?? '';
  return plan.readsOnly && isWriting(operationById(behind))
    ? { kind: 'not offered', reason: 'left out, since it writes and this run only reads' }
    : undefined;
}

/** The run with the help that the web client needs, or why no journey can be taken. */
async function settledClient(run: RunContext, journeys: readonly string[]): Promise<RunContext | Result> {
  try {
    const scenario = { scenario: 'smoke', lanes: ['traffic', ...journeys] };
    const { lanes, shims, findings } = await settleWebClient(run.target, scenario, run.settings);
    if (lanes.length > 1) return { ...run, plan: { ...run.plan, shims } };
    return { kind: 'not offered', reason: `left out by JOURNEYS=auto: ${findings[0]?.found}` };
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    return { kind: 'failing', code: 'WEB_CLIENT_MISSING', reason: withoutCode(error) };
  }
}

/** What becomes of the journeys when their browser does not start: the check goes on to print what else it found. */
function withoutBrowser(error: unknown): Result {
  const reason = `the browser does not start: ${messageOf(error)}; \`npm run browser\` finds or installs one that does`;
  return { kind: 'failing', code: 'BROWSER_MISSING', reason };
}

async function takeOnce(run: RunContext, browser: Browser, session: Session, name: string): Promise<Result> {
  const startedMs = performance.now();
  let visits: Visits | undefined;
  try {
    const journey = await loadJourney(name);
    const until = {
      atMs: realClock.nowMs() + LONGEST_JOURNEY_MS,
      why: `it did not come to its end within ${LONGEST_JOURNEY_MS / 1000} s`,
    };
    visits = await Visits.open({ run, browser, journey, session, until });
    await visits.take();
    return { kind: 'fine', ms: performance.now() - startedMs };
  } catch (error) {
    if (isBrowserGone(error)) return { kind: 'failing', code: 'BROWSER_GONE', reason: withoutCode(error) };
    return { kind: 'failing', code: 'JOURNEY_FAILED', reason: messageOf(error) };
  } finally {
    await visits?.close();
  }
}

/** The list has the code before the name of what was checked. */
function withoutCode({ message }: SuiteError): string {
  return message.replace(/^\[\w+\] /, '');
}
