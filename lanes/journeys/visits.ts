import type { Browser, BrowserContext, Page } from '@playwright/test';
import { ApiUser } from '../../fixtures/api-user.ts';
import type { Journey, Visit } from '../../fixtures/visits/journey.ts';
import { provideNeeds } from '../../fixtures/visits/journey-needs.ts';
import type { Landmark } from '../../src/measure/page/landmark.ts';
import type { RoundFaults, ShimUse } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { MeasuredStep } from '../../src/record/step-records.ts';
import type { Session } from '../../src/target/session/session.ts';
import { browserFault, isBrowserGone } from '../browser-gone.ts';
import { endWithRun, type LatestEnd } from '../end-with-run.ts';
import { BrowserProfiles, type Profile, type WhoseProfiles } from './browser-profiles.ts';
import { ClientHelp } from './client-help.ts';
import { openColleaguePage } from './colleague-page.ts';
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

/** The same with what the visits may send and what help they get. */
type Opening = VisitsToOpen & WhoseProfiles;

/** What is open for the visits, and what each of them does. */
interface Opened {
  readonly profiles: BrowserProfiles;
  readonly profile: Profile;
  readonly visit: Visit;
}

/**
 * The visits of one journey in one browser profile, one after the other. They own the browser profiles of everyone who
 * takes part: whoever opened the visits closes them.
 */
export class Visits {
  readonly journey: Journey;
  readonly run: RunContext;
  readonly #opening: Opening;
  #opened: Opened;

  private constructor(opening: Opening, opened: Opened) {
    this.journey = opening.journey;
    this.run = opening.run;
    this.#opening = opening;
    this.#opened = opened;
  }

  /** Prepares the journey and opens the profile of its person. When that fails, nothing is left open. */
  static async open(toOpen: VisitsToOpen): Promise<Visits> {
    const { run, journey, visitBudget = new VisitBudget(run, journey.name) } = toOpen;
    const opening = { ...toOpen, visitBudget, help: ClientHelp.of(run, journey.name) };
    return new Visits(opening, await openProfiles(opening));
  }

  /** The person's browser profile. */
  get context(): BrowserContext {
    return this.#opened.profile.context;
  }

  /** Help that the web client got so far. */
  get shimUses(): readonly ShimUse[] {
    return this.#opened.profiles.shimUses;
  }

  /** What went wrong in the pages so far, whether or not it failed a step; undefined when nothing did. */
  get faults(): RoundFaults | undefined {
    return this.#opened.profiles.faults.sum();
  }

  /**
   * Takes the journey once, in a new page. Where the web client turns out to need help, the journey begins anew with it, in
   * an empty profile, unless something goes around the visit.
   *
   * @param around takes the visit when it calls `visit`, e.g. with a video on
   * @returns the steps, as they were measured
   * @throws Error when the visit does not come to its end, or takes other steps than the journey declares; its page is
   *   closed then. SuiteError (BROWSER_GONE) when the browser or the page died
   */
  async take(around = takeIt): Promise<readonly MeasuredStep[]> {
    for (;;) {
      try {
        const steps = await this.#takeOnce(around);
        this.#opening.help.settle();
        return steps;
      } catch (error) {
        // What goes around a visit belongs to this profile.
        if (around !== takeIt || !mayLearnFrom(error, this.#opening)) throw error;
        await this.#opened.profiles.close();
        this.#opened = await openProfiles(this.#opening);
      }
    }
  }

  async #takeOnce(around: typeof takeIt): Promise<readonly MeasuredStep[]> {
    this.#opening.visitBudget.begin();
    const { profiles, profile } = this.#opened;
    try {
      return await this.#takeOn(await profile.beginVisit(), around);
    } catch (error) {
      throw browserFault(error, profiles.areAlive, `the journey ${this.journey.name}`);
    }
  }

  async #takeOn(visit: MeasuredVisit, around: typeof takeIt): Promise<readonly MeasuredStep[]> {
    const { profiles, profile, visit: take } = this.#opened;
    const { until, visitBudget } = this.#opening;
    const ends = { runClock: this.run.clock, until, settled: () => profile.settled() };
    try {
      await around(visit.page, async () => {
        await endWithRun(ends, profiles.contexts, () => take(visit));
        await profile.settled();
      });
      await visit.end();
      visitBudget.end();
      checkSteps(this.journey, visit.steps);
      return visit.steps;
    } catch (error) {
      await profile.settled();
      await visit.page.close();
      throw error;
    }
  }

  /** Whether the target's rate limits let one more visit through now. Visits that a round needs were reserved before it. */
  hasRoomForOneMore(isNeeded: boolean): boolean {
    return isNeeded || this.#opening.visitBudget.hasRoomForOneMore();
  }

  /**
   * Closes the pages that stay open from visit to visit, as a colleague's does. What a burst makes would keep them busy: they
   * show it live, and would do so for seconds after it. The next visit opens them again.
   */
  async closePages(): Promise<void> {
    await this.#opened.profiles.closePages();
  }

  async close(): Promise<void> {
    await this.#opened.profiles.close();
  }
}

/** Whether the journey can come further than it did when this ended it, with help that its pages turned out to need. */
function mayLearnFrom(error: unknown, { run, help }: Opening): boolean {
  return !isBrowserGone(error) && run.clock.stopReason() === undefined && help.learn();
}

async function openProfiles(opening: Opening): Promise<Opened> {
  for (;;) {
    try {
      return await openOnce(opening);
    } catch (error) {
      if (!mayLearnFrom(error, opening)) throw error;
    }
  }
}

async function openOnce(opening: Opening): Promise<Opened> {
  const { run, browser, journey, session, until, help } = opening;
  const profiles = new BrowserProfiles(browser, opening);
  const colleague = async (path: string, landmark: Landmark) =>
    openColleaguePage(await profiles.open({ signedIn: true }), { path, landmark });
  try {
    const visit = await endWithRun({ runClock: run.clock, until }, profiles.contexts, async () => {
      const user = new ApiUser(run, session, session.user.dealershipId);
      await provideNeeds(journey, user, { ...run.plan, shims: help.possible });
      return journey.begin({ run, session, account: session.account, colleague });
    });
    return { profiles, profile: await profiles.open(journey), visit };
  } catch (error) {
    const isAlive = profiles.areAlive;
    await profiles.close();
    throw browserFault(error, isAlive, `the journey ${journey.name}`);
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
