import { chromium } from '@playwright/test';
import type { FoundBrowser } from './find-browser.ts';
import { launchOptions } from './launch-options.ts';

/** Whether a browser really starts and shows a page. */
export type BrowserProof =
  | { readonly kind: 'runs'; readonly startMs: number }
  | { readonly kind: 'broken'; readonly reason: string };

// A cold start from a slow disk takes a few seconds; more means that the browser hangs.
const startTimeoutMs = 30_000;

/** Starts the browser once, opens a page and runs a script in it. Never rejects: a failure is the result. */
export async function proveBrowser(browser: FoundBrowser): Promise<BrowserProof> {
  const startedMs = performance.now();
  try {
    const running = await chromium.launch({ ...launchOptions(browser), timeout: startTimeoutMs });
    try {
      const page = await running.newPage();
      await page.setContent('<title>ready</title>');
      const title = await page.evaluate(() => document.title);
      if (title !== 'ready') {
        return { kind: 'broken', reason: `a page's title reads ${JSON.stringify(title)}, want "ready"` };
      }
    } finally {
      await running.close();
    }
    return { kind: 'runs', startMs: performance.now() - startedMs };
  } catch (error) {
    return { kind: 'broken', reason: firstLines(error) };
  }
}

/** The message ends in a long call log; its first lines have the cause, such as a missing library. */
function firstLines(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const cause = /error while loading shared libraries: .*/.exec(text)?.[0];
  return cause ?? text.split('\n').slice(0, 3).join(' ').trim();
}
