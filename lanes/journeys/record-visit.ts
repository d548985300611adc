import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { TRACE_FILES } from '../../src/record/run-files.ts';
import { redactTrace } from '../../src/run/redact-trace.ts';
import type { Visits } from './visits.ts';

/** With trace and video on, a visit takes this many times as long. */
export const RECORDED_TAKES = 1.6;

/** No screenshots: the video shows the page between the snapshots, and they would be nine tenths of the trace. */
const TRACED = { screenshots: false, snapshots: true };
const SIZE = { width: 800, height: 500 };

/** What was recorded of a visit: names of files in the folder that was given. */
export interface RecordedVisit {
  readonly trace: string;
  /** Missing where Playwright has no ffmpeg. */
  readonly video?: string;
}

/**
 * Takes the journey once more with Playwright's trace and a video on, and writes both into the folder. The secrets
 * in the trace are masked. A visit that fails is recorded up to the failure.
 */
export async function recordVisit(visits: Visits, folder: string, title: string): Promise<RecordedVisit> {
  const { tracing } = visits.context;
  const trace = join(folder, TRACE_FILES.trace);
  let hasVideo = false as boolean;
  await tracing.start({ ...TRACED, title });
  try {
    await visits.take(async (page, take) => {
      const stop = await startVideo(page, join(folder, TRACE_FILES.video));
      await take().finally(async () => {
        hasVideo = await stop();
      });
    });
  } catch {
    // The trace shows what went wrong.
  } finally {
    await tracing.stop({ path: trace });
    redactTrace(trace);
  }
  return { trace: TRACE_FILES.trace, ...(hasVideo && { video: TRACE_FILES.video }) };
}

/**
 * Traces all pages of a browser profile as `--trace on` does, takes pictures of them as a video would, and keeps
 * nothing: `npm run spread -- --traced` measures what that costs.
 */
export async function traceAndFilm(context: BrowserContext): Promise<void> {
  await context.tracing.start({ screenshots: true, snapshots: true });
  context.on('page', (page) => {
    page.screencast.start({ onFrame: () => undefined, size: SIZE }).catch(() => undefined);
  });
}

/** Whether Playwright has its ffmpeg on this machine; undefined until the first video. */
let canMakeVideos: boolean | undefined;

/** Starts a video where Playwright can make one. Returns what stops it and says whether there is a video. */
async function startVideo({ screencast }: Page, path: string): Promise<() => Promise<boolean>> {
  const none = async () => false;
  if (canMakeVideos === false) return none;
  try {
    await screencast.start({ path, size: SIZE });
    canMakeVideos = true;
    return async () => {
      await screencast.stop();
      return true;
    };
  } catch {
    canMakeVideos = false;
    await screencast.stop().catch(() => undefined);
    return none;
  }
}
