import type { Browser, BrowserContext } from '@playwright/test';
import { cpuSlowdown, openContext, slowDown } from '../../fixtures/devices.ts';
import { WebClientShims } from '../../fixtures/web-client-shims.ts';
import type { ShimUse } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { ClientHelp } from './client-help.ts';
import { FaultNotes } from './fault-notes.ts';
import { MeasuredVisit } from './measured-visit.ts';
import { noteMade } from './note-made.ts';
import { startSignedIn, startSignedOut } from './start-of-visits.ts';
import type { VisitBudget } from './visit-budget.ts';

/** The cache, the storage and the cookies of one person's browser. */
export interface Profile {
  readonly context: BrowserContext;
  /** Begins a visit in a new page, which has the processor and the line of the run's device. */
  beginVisit(): Promise<MeasuredVisit>;
  /** Waits until the run's journal holds everything made so far. To be called before a page is closed. */
  settled(): Promise<void>;
}

/** Whose browser profiles they are, what their pages may send, and what help they get. */
export interface WhoseProfiles {
  readonly run: RunContext;
  readonly session: Session;
  readonly visitBudget: VisitBudget;
  readonly help: ClientHelp;
}

/** The browser profiles of a round: of the person, and of colleagues. They are closed together. */
export class BrowserProfiles {
  readonly contexts: BrowserContext[] = [];
  /** What went wrong in the pages so far. */
  readonly faults = new FaultNotes();
  #hasCrashed = false;
  readonly #browser: Browser;
  readonly #run: RunContext;
  readonly #session: Session;
  readonly #shims: WebClientShims;
  readonly #budget: VisitBudget;
  readonly #help: ClientHelp;

  constructor(browser: Browser, { run, session, visitBudget, help }: WhoseProfiles) {
    this.#browser = browser;
    this.#run = run;
    this.#session = session;
    this.#budget = visitBudget;
    this.#help = help;
    this.#shims = new WebClientShims(help.names, session.user.dealershipId);
  }

  /** Whether the browser and all of its pages have lived so far. */
  get areAlive(): boolean {
    return this.#browser.isConnected() && !this.#hasCrashed;
  }

  /** Help that the pages got so far. */
  get shimUses(): readonly ShimUse[] {
    return this.#shims.uses();
  }

  /** Opens an empty profile. */
  async open({ signedIn }: { readonly signedIn: boolean }): Promise<Profile> {
    const { settings, target } = this.#run;
    const context = await openContext(this.#browser, settings.device, {
      ignoreHTTPSErrors: !target.tlsVerify,
    });
    this.contexts.push(context);
    await this.#shims.install(context);
    this.#budget.watch(context);
    await (signedIn ? startSignedIn(context, this.#session, target.uiBaseUrl) : startSignedOut(context));
    return {
      context,
      settled: noteMade(context, this.#run, this.#session),
      beginVisit: async () => {
        const visit = await MeasuredVisit.begin(context, target.uiBaseUrl, {
          apiUrl: target.baseUrl,
          isRouted: this.#help.names.length > 0,
          slowdown: cpuSlowdown(settings.device),
          faults: this.faults,
          hasWrongHelp: () => this.#help.isWrong,
        });
        visit.page.on('crash', () => {
          this.#hasCrashed = true;
        });
        await this.#help.watch(visit.page);
        await slowDown(visit.page, settings.device);
        return visit;
      },
    };
  }

  /** Closes all pages, and keeps the profiles. */
  async closePages(): Promise<void> {
    for (const context of this.contexts) for (const page of context.pages()) await page.close();
  }

  async close(): Promise<void> {
    // Nothing is left to be closed, and trying to would hide the reason.
    if (!this.#browser.isConnected()) return;
    // Once only: those that are closed would hide why they were.
    for (const context of this.contexts.splice(0)) {
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    }
  }
}
