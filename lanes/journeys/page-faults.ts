import type { Page } from '@playwright/test';
import { counted } from '../../src/base/format.ts';

/** More of them would hide the first, which is usually the cause. */
const MOST_SHOWN = 3;
const LONGEST_TEXT = 160;

/** What goes wrong in a page during a step: errors that nothing caught, requests without an answer, and error statuses. */
export class PageFaults {
  #found: string[] = [];
  #hasThrown = false;
  #onError: (() => void) | undefined;

  constructor(page: Page) {
    page.on('pageerror', ({ name, message }) => {
      this.#hasThrown = true;
      this.#found.push(
        `the page threw ${shortened(`${name}: ${message}`.replace('Uncaught (in promise) ', ''))}`,
      );
      this.#onError?.();
    });
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? 'no answer';
      // A page that leaves breaks off what it had asked for.
      if (why !== 'net::ERR_ABORTED')
        this.#found.push(`${request.method()} ${pathOf(request.url())} failed (${why})`);
    });
    page.on('response', (response) => {
      if (response.status() < 400) return;
      this.#found.push(
        `${response.request().method()} ${pathOf(response.url())} answered ${response.status()}`,
      );
    });
  }

  /** Forgets what was found: a step begins. */
  clear(): void {
    this.#found = [];
    this.#hasThrown = false;
  }

  /** Rejects this long after the page threw something that nothing caught; never when it throws nothing. */
  async thrown(graceMs: number, signal: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
      const timers: NodeJS.Timeout[] = [];
      this.#onError = () => {
        timers.push(setTimeout(() => reject(new Error('the page threw an error')), graceMs));
      };
      if (this.#hasThrown) this.#onError();
      signal.addEventListener('abort', () => {
        this.#onError = undefined;
        for (const timer of timers) clearTimeout(timer);
      });
    });
  }

  /** What was found since the step began, the first first; empty when there was nothing. */
  told(): string {
    const shown = this.#found.slice(0, MOST_SHOWN);
    const more = this.#found.length - shown.length;
    return [...shown, ...(more > 0 ? [`and ${counted(more, 'more fault')}`] : [])].join('; ');
  }
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line;
}
