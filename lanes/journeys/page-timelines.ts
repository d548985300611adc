import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { PageTimeline } from '../../src/measure/page/page-timeline.ts';
import { timelineScript } from '../../src/measure/page/timeline-script.ts';
import { traceScript } from '../../src/measure/page/trace-script.ts';

/** A page closes at once, unless it asks the person first. */
const CLOSED_WITHIN_MS = 2_000;

const TIMELINE = timelineScript();

/** The timelines that the documents of one page report, each when it is hidden. */
export class PageTimelines {
  readonly #page: Page;
  readonly #timelines = new Map<number, PageTimeline>();

  private constructor(page: Page) {
    this.#page = page;
  }

  /**
   * Watches every document that the page loads from now on.
   * @param origins of the target: requests to them carry a trace's id
   */
  static async of(page: Page, origins: readonly string[]): Promise<PageTimelines> {
    const timelines = new PageTimelines(page);
    await page.exposeFunction('deskStudioHidden', (told: string) => {
      const timeline = JSON.parse(told) as PageTimeline;
      timelines.#timelines.set(timeline.timeOrigin, timeline);
    });
    await page.addInitScript({ content: `${traceScript(origins)}\n${TIMELINE}` });
    return timelines;
  }

  /** The timeline of a document that is gone; undefined when it reported nothing. */
  get(timeOrigin: number): PageTimeline | undefined {
    return this.#timelines.get(timeOrigin);
  }

  /**
   * Waits as a person does before the next step: until the images are there and the last paint is reported. The browser
   * looks for the largest paint of a route only until the next input.
   */
  async rest(): Promise<void> {
    await this.#page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const untilMs = performance.now() + 5_000;
      const isLoading = (image: HTMLImageElement) => image.loading !== 'lazy' && !image.complete;
      do await frame();
      while ([...document.images].some(isLoading) && performance.now() < untilMs);
      // The last requested frame is painted before the next one, and reported in a task after that.
      await frame();
      await new Promise((resolve) => setTimeout(resolve));
    });
  }

  /** Closes the page as a person closes a tab: it is hidden first, and then reports its timeline. */
  async close(): Promise<void> {
    const timeOrigin = await this.#page.evaluate(() => performance.timeOrigin);
    await this.#page.close({ runBeforeUnload: true });
    const deadlineMs = performance.now() + CLOSED_WITHIN_MS;
    while (!(this.#page.isClosed() && this.#timelines.has(timeOrigin)) && performance.now() < deadlineMs)
      await sleep(5);
    if (!this.#page.isClosed()) await this.#page.close();
  }
}
