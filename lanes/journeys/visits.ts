import type { Browser, BrowserContext, Page } from '@playwright/test';
import { ApiUser } from '../../fixtures/api-user.ts';
import type { Journey, Visit } from '../../fixtures/visits/journey.ts';
import { provideNeeds } from '../../fixtures/visits/journey-needs.ts';
import type { RoundFaults, ShimUse } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { MeasuredStep } from '../../src/record/step-records.ts';
import type { Session } from '../../src/target/session/session.ts';
import { browserFault } from '../browser-gone.ts';
import { type Ends, endWithRun, type LatestEnd } from '../end-with-run.ts';
import { BrowserProfiles, type Profile } from './browser-profiles.ts';
import type { MeasuredVisit } from './measured-visit.ts';
import { VisitBudget } from './visit-budget.ts';

/** Who does what, and where. */
export interface VisitsToOpen {
  readonly run: RunContext;
  readonly browser: Browser;
  readonly journey: Journey;
  readonly session: Session;
  /** On the real clock. */
  readonly until?: LatestEnd | undefined;
  /** What the visits may send under the target's rate limits, where some were reserved. */
  readonly visitBudget?: VisitBudget;
}

/**
 * The visits of one journey in one browser profile, one after the other. They own the browser profiles of everyone who
 * takes part: whoever opened the visits closes them.
 */
export class Visits {
  readonly journey: Journey;
  readonly run: RunContext;
  readonly #browser: Browser;
  readonly #profiles: BrowserProfiles;
  readonly #profile: Profile;
  readonly #visit: Visit;
  readonly #ends: Ends;
  readonly #budget: VisitBudget;

  private constructor(
    { journey, run, browser, until, visitBudget }: VisitsToOpen & { readonly visitBudget: VisitBudget },
    profiles: BrowserProfiles,
    profile: Profile,
    visit: Visit,
  ) {
    this.journey = journey;
    this.run = run;
    this.#browser = browser;
    this.#profiles = profiles;
    this.#profile = profile;
    this.#visit = visit;
    this.#ends = { runClock: run.clock, until, settled: () => profile.settled() };
    this.#budget = visitBudget;
  }

  /** Prepares the journey and opens the profile of its person. When that fails, nothing is left open. */
  static async open(toOpen: VisitsToOpen): Promise<Visits> {
    const {
      run,
      browser,
      journey,
      session,
      until,
      visitBudget = new VisitBudget(run, journey.name),
    } = toOpen;
    const profiles = new BrowserProfiles(browser, run, session, visitBudget);
    const colleague = async () => (await profiles.open({ signedIn: true })).beginVisit();
    try {
      const visit = await endWithRun({ runClock: run.clock, until }, profiles.contexts, async () => {
        await provideNeeds(journey, new ApiUser(run, session, session.user.dealershipId), run.plan);
        return journey.begin({ run, session, account: session.account, colleague });
      });
      return new Visits({ ...toOpen, visitBudget }, profiles, await profiles.open(journey), visit);
    } catch (error) {
      await profiles.close();
      throw browserFault(error, browser.isConnected(), `the journey ${journey.name}`);
    }
  }

  /** The person's browser profile. */
  get context(): BrowserContext {
    return this.#profile.context;
  }

  /** Help that the web client got so far. */
  get shimUses(): readonly ShimUse[] {
    return this.#profiles.shimUses;
  }

  /** What went wrong in the pages so far, though steps may have come to their end; undefined when nothing did. */
  get faults(): RoundFaults | undefined {
    return this.#profiles.faults.sum();
  }

  /**
   * Takes the journey once, in a new page.
   *
   * @param around takes the visit when it calls `visit`, e.g. with a video on
   * @returns the steps, as they were measured
   * @throws Error when the visit does not come to its end, or takes other steps than the journey declares; its page is
   *   closed then. SuiteError (BROWSER_GONE) when the browser or the page died
   */
  async take(around = takeIt): Promise<readonly MeasuredStep[]> {
    this.#budget.begin();
    let hasCrashed = false;
    try {
      const visit = await this.#profile.beginVisit();
      visit.page.on('crash', () => {
        hasCrashed = true;
      });
      return await this.#takeOn(visit, around);
    } catch (error) {
      const isAlive = this.#browser.isConnected() && !hasCrashed;
      throw browserFault(error, isAlive, `the journey ${this.journey.name}`);
    }
  }

  async #takeOn(visit: MeasuredVisit, around: typeof takeIt): Promise<readonly MeasuredStep[]> {
    try {
      await around(visit.page, async () => {
        await endWithRun(this.#ends, this.#profiles.contexts, () => this.#visit(visit));
        await this.#profile.settled();
      });
      await visit.end();
      this.#budget.end();
      checkSteps(this.journey, visit.steps);
      return visit.steps;
    } catch (error) {
      await this.#profile.settled();
      await visit.page.close();
      throw error;
    }
  }

  /** Whether the target's rate limits let one more visit through now. Visits that a round needs were reserved before it. */
  hasRoomForOneMore(isNeeded: boolean): boolean {
    return isNeeded || this.#budget.hasRoomForOneMore();
  }

  async close(): Promise<void> {
    await this.#profiles.close();
  }
}

function takeIt(_page: Page, visit: () => Promise<void>): Promise<void> {
  return visit();
}

/** A step that was left out would have a limit that nothing is ever measured for. */
function checkSteps({ name, steps: declared }: Journey, taken: readonly MeasuredStep[]): void {
  const steps = taken.map(({ step }) => step);
  if (steps.join('\n') === declared.join('\n')) return;
  throw new Error(
    `journey ${name}: the visit took the steps ${steps.join(', ')}; the journey declares ${declared.join(', ')}`,
  );
}
