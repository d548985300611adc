import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { redactTrace } from '../../src/run/redact-trace.ts';
import { type Frame, filmPage } from './film.ts';
import type { VisitsMade } from './repeat-visits.ts';
import { thinOut } from './thin-out.ts';

/** With trace and video on, a visit takes this many times as long. */
export const RECORDED_TAKES = 1.6;

/** Pictures are the video's: in the trace, too, they would be nine tenths of it. */
const TRACED = { screenshots: false, snapshots: true };
const SIZE = { width: 800, height: 500 };
/** Text can still be read. */
const QUALITY = 60;
/** A page under load changes ten times a second; what a person did on it is seen in fewer pictures. */
const MOST_PICTURES = 30;

/** What was recorded of a visit: names of files in the folder that was given. */
export interface RecordedVisit {
  readonly trace: string;
  /** Left out when the browser gave no pictures. */
  readonly video?: string;
}

/**
 * Takes the journey once more, with Playwright's trace and a video on, and writes both into the folder. Tokens and the
 * password are taken out of the trace before it is there to be read. A visit that goes wrong is recorded until then.
 */
export async function recordVisit(
  visits: VisitsMade,
  folder: string,
  { title, password }: { readonly title: string; readonly password: string },
): Promise<RecordedVisit> {
  const { tracing } = visits.context;
  const trace = join(folder, 'trace.zip');
  let video: string | undefined;
  await tracing.start({ ...TRACED, title });
  try {
    await visits.again(async ({ page }, take) => {
      const stop = await startVideo(page, folder, title).catch(() => async () => undefined);
      await take().finally(async () => {
        video = await stop();
      });
    });
  } catch {
    // What went wrong is what the trace is for.
  } finally {
    await tracing.stop({ path: trace });
    redactTrace(trace, password);
  }
  return { trace: 'trace.zip', ...(video !== undefined && { video }) };
}

/** Has all pages of a browser profile traced as by `--trace on`, and filmed, and nothing kept: to see what it costs. */
export async function traceAndFilm(context: BrowserContext): Promise<void> {
  await context.tracing.start({ screenshots: true, snapshots: true });
  context.on('page', (page) => {
    page.screencast.start({ onFrame: () => undefined, size: SIZE }).catch(() => undefined);
  });
}

/** Whether Playwright has its ffmpeg here; undefined while it was not tried. */
let makesVideos: boolean | undefined;

/** A video where Playwright finds its ffmpeg, else a film of the pictures that the browser sends. */
async function startVideo(
  { screencast }: Page,
  folder: string,
  title: string,
): Promise<() => Promise<string | undefined>> {
  if (makesVideos !== false) {
    try {
      await screencast.start({ path: join(folder, 'video.webm'), size: SIZE });
      makesVideos = true;
      return async () => {
        await screencast.stop();
        return 'video.webm';
      };
    } catch {
      makesVideos = false;
      await screencast.stop().catch(() => undefined);
    }
  }
  const frames: Frame[] = [];
  await screencast.start({
    onFrame: ({ data, timestamp }) => {
      frames.push({ jpeg: data, atMs: timestamp });
    },
    size: SIZE,
    quality: QUALITY,
  });
  return async () => {
    await screencast.stop();
    if (frames.length === 0) return undefined;
    writeFileSync(
      join(folder, 'film.html'),
      filmPage(
        title,
        thinOut(frames, ({ atMs }) => atMs, MOST_PICTURES),
      ),
    );
    return 'film.html';
  };
}
