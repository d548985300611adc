import type { BrowserContext, Page } from '@playwright/test';
import type { JourneyVisit } from '../../fixtures/visits/journey-visit.ts';
import { ChainWait } from '../../src/measure/chain-wait.ts';
import { blockingScripts } from '../../src/measure/page/blocking-scripts.ts';
import type { Landmark } from '../../src/measure/page/landmark.ts';
import { splitStep } from '../../src/measure/page/split-step.ts';
import { mostOwnMs, PageClock, stepStretch } from '../../src/measure/page/step-stretch.ts';
import { stepTiming } from '../../src/measure/page/step-timing.ts';
import { stepTrace } from '../../src/measure/page/step-trace.ts';
import { stepVitals } from '../../src/measure/page/step-vitals.ts';
import { type StepMark, stepWatchScript } from '../../src/measure/page/step-watch.ts';
import type { MeasuredStep } from '../../src/record/step-records.ts';
import { DeadEnd, DeadEndError } from './dead-end.ts';
import { FaultNotes } from './fault-notes.ts';
import { BEFORE_THE_STEPS, PageFaults } from './page-faults.ts';
import { PageTimelines } from './page-timelines.ts';

/** A step that takes longer is broken, not slow. */
const STEP_TIMEOUT_MS = 30_000;
/** Of the page's clock after each step: the quickest of them says most. */
const CLOCK_READINGS = 3;

/** What a visit needs to know, unless the web client is alone with its gateway at one address. */
export interface VisitSurroundings {
  /** Address of the gateway, if it is another than the web client's. */
  readonly apiUrl?: string;
  /** Whether this process answers requests of the page, or changes them. */
  readonly isRouted?: boolean;
  /** How many times slower than this machine the browser makes the page. */
  readonly slowdown?: number;
  /** Where faults of the page are counted. */
  readonly faults?: FaultNotes;
  /** Whether the web client has turned out to need other help than it has. */
  hasWrongHelp?(): boolean;
}

/** One person doing a journey once, in a new page. Steps are measured inside the page. */
export class MeasuredVisit implements JourneyVisit {
  readonly page: Page;
  readonly steps: MeasuredStep[] = [];
  readonly baseUrl: string;
  readonly #timelines: PageTimelines;
  readonly #faults: PageFaults;
  readonly #deadEnd: DeadEnd;
  readonly #marks = new Map<string, StepMark>();
  /** Whether something may have waited for this process since the last step began, other than for its actions. */
  #isAsked = false;
  readonly #isRouted: boolean;
  readonly #slowdown: number;
  readonly #clock = new PageClock();

  private constructor(
    page: Page,
    baseUrl: string,
    timelines: PageTimelines,
    {
      apiUrl = baseUrl,
      isRouted = false,
      slowdown = 1,
      faults = new FaultNotes(),
      hasWrongHelp = () => false,
    }: VisitSurroundings,
  ) {
    this.page = page;
    this.baseUrl = baseUrl;
    this.#timelines = timelines;
    this.#isRouted = isRouted;
    this.#slowdown = slowdown;
    this.#faults = new PageFaults(page, faults);
    this.#deadEnd = new DeadEnd(page, originsOf(baseUrl, apiUrl), hasWrongHelp);
    const asked = () => {
      this.#isAsked = true;
    };
    // Playwright holds a new page, worker or frame of another process until it has prepared it.
    page.on('popup', asked).on('worker', asked).on('frameattached', asked);
  }

  /** @param baseUrl address of the web client */
  static async begin(
    context: BrowserContext,
    baseUrl: string,
    surroundings: VisitSurroundings = {},
  ): Promise<MeasuredVisit> {
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_TIMEOUT_MS);
    const timelines = await PageTimelines.of(page, originsOf(baseUrl, surroundings.apiUrl ?? baseUrl));
    return new MeasuredVisit(page, baseUrl, timelines, surroundings);
  }

  /** The step that loads a page: from the start of the navigation until its landmark is painted. */
  async open(step: string, path: string, landmark: Landmark): Promise<void> {
    await this.#measure(step, () => this.#load(step, path, landmark));
  }

  /** Loads a page without measuring it, as the place where the journey's first step begins. */
  async startAt(path: string, landmark: Landmark): Promise<void> {
    await this.#load(BEFORE_THE_STEPS, path, landmark);
    await this.#result(BEFORE_THE_STEPS);
    await this.#timelines.rest();
  }

  /** A step within the page: from the person's first input until the landmark is painted. */
  async step(name: string, landmark: Landmark, action: () => Promise<unknown>): Promise<void> {
    const isFree = await this.page.evaluate((wanted) => {
      window.deskStudioTraces?.begin();
      return window.deskStudioSteps?.arm(wanted);
    }, landmark);
    if (isFree !== true)
      throw new Error(
        `step '${name}': its landmark ${JSON.stringify(landmark)} was there before the step began`,
      );
    this.#begin(name);
    await this.#measure(name, () => this.#act(name, action));
  }

  /** What the page noted of a finished step, on the page's clock; undefined for a step that was not taken. */
  markOf(step: string): StepMark | undefined {
    return this.#marks.get(step);
  }

  /** Ends the visit: closes the page, and adds to each step what the page reported about it. */
  async end(): Promise<void> {
    await this.#timelines.close();
    for (const [index, measured] of this.steps.entries()) {
      const { step } = measured;
      const mark = this.#marks.get(step);
      const timeline = mark === undefined ? undefined : this.#timelines.get(mark.timeOrigin);
      if (mark === undefined || timeline === undefined) continue;
      const timing = stepTiming(mark, timeline);
      const blockedBy = blockingScripts(mark, timeline);
      const traceId = stepTrace(mark, timing.requests, timeline);
      this.steps[index] = {
        ...measured,
        timing,
        parts: splitStep(timing),
        vitals: stepVitals(mark, timeline),
        ...(blockedBy !== undefined && { blockedBy }),
        ...(traceId !== undefined && { traceId }),
      };
    }
  }

  async #load(step: string, path: string, landmark: Landmark): Promise<void> {
    this.#begin(step);
    await this.page.addInitScript({ content: stepWatchScript(landmark) });
    const reply = await this.page.goto(this.baseUrl + path, { waitUntil: 'commit' });
    if (reply !== null && reply.status() >= 400)
      throw new Error(
        `the page ${this.baseUrl}${path}: it answered ${reply.status()}; is the web client there?`,
      );
  }

  async #act(step: string, action: () => Promise<unknown>): Promise<void> {
    try {
      await this.#unlessDead(action());
    } catch (error) {
      const why = (error instanceof Error ? error.message : String(error)).split('\n')[0];
      throw new Error(`step '${step}': ${why}${this.#faultsSoFar()}`, { cause: error });
    }
  }

  #faultsSoFar(): string {
    const faults = this.#faults.told();
    return faults === '' ? '' : `. ${faults}`;
  }

  #begin(step: string): void {
    this.#faults.begin(step);
    this.#deadEnd.begin();
  }

  async #unlessDead<T>(waiting: Promise<T>): Promise<T> {
    const end = new AbortController();
    try {
      return await Promise.race([waiting, this.#deadEnd.reached(end.signal)]);
    } finally {
      end.abort();
    }
  }

  async #measure(step: string, action: () => Promise<void>): Promise<void> {
    const wait = ChainWait.begin(process.pid);
    this.#isAsked = this.#isRouted;
    try {
      await action();
      const actedMs = performance.now();
      const mark = await this.#result(step);
      await this.#readClock();
      wait?.stop();
      const stretch = stepStretch(mark, this.#clock, { actedMs, isAsked: this.#isAsked });
      const ownMs = wait && mostOwnMs((each) => wait.mostMs(each), stretch, this.#slowdown);
      await this.#timelines.rest();
      this.#marks.set(step, mark);
      const ms = mark.endMs - mark.startMs;
      this.steps.push({ step, ms, ...(ownMs !== undefined && { leastMs: Math.max(0, ms - ownMs) }) });
    } finally {
      wait?.stop();
    }
  }

  async #readClock(): Promise<void> {
    for (let reading = 0; reading < CLOCK_READINGS; reading += 1) {
      const askedMs = performance.now();
      const [timeOrigin, nowMs] = await this.page.evaluate(
        () => [performance.timeOrigin, performance.now()] as const,
      );
      this.#clock.note({ timeOrigin, nowMs, askedMs, answeredMs: performance.now() });
    }
  }

  async #result(step: string): Promise<StepMark> {
    const startedMs = performance.now();
    try {
      const handle = await this.#unlessDead(
        this.page.waitForFunction(() => window.deskStudioSteps?.result(), undefined, {
          timeout: STEP_TIMEOUT_MS,
          polling: 50,
        }),
      );
      return (await handle.jsonValue()) as StepMark;
    } catch (error) {
      const waitedS = Math.round((performance.now() - startedMs) / 1000);
      const shown = await this.page.evaluate(() => document.title).catch(() => 'no page');
      const why = error instanceof DeadEndError ? `${error.message}; ` : '';
      throw new Error(
        `step '${step}': what ends it was not seen within ${waitedS} s; ${why}the page is '${shown}' at ${new URL(this.page.url()).pathname}${this.#faultsSoFar()}`,
        { cause: error },
      );
    }
  }
}

function originsOf(...urls: readonly string[]): string[] {
  return urls.map((url) => new URL(url).origin);
}
