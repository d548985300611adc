import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { attempt } from '../../src/base/attempt.ts';
import type { FoundBrowser } from '../../src/browser/find-browser.ts';

/** A browser that has started before, and the state of its file at that time. */
interface KnownBrowser {
  readonly executablePath: string;
  readonly sizeBytes: number;
  readonly changedAtMs: number;
}

/**
 * Whether a browser is known to work: it has started before, its file is unchanged, and DESK_BROWSER does not ask for
 * another one. Starting it again as a check would cost every run a second or two.
 */
export function isBrowserKnown(noteFile: string, wished: string | undefined): boolean {
  if (!existsSync(noteFile)) return false;
  try {
    const known = JSON.parse(readFileSync(noteFile, 'utf8')) as KnownBrowser;
    if (wished !== undefined && wished !== known.executablePath) return false;
    const now = fileOf(known.executablePath);
    return now.sizeBytes === known.sizeBytes && now.changedAtMs === known.changedAtMs;
  } catch {
    // The note is unreadable or the browser is gone: it has to be checked again.
    return false;
  }
}

/** Notes a browser that has just started, where the file can be written: the user of a container may not. */
export function noteBrowser(noteFile: string, { executablePath }: FoundBrowser): void {
  attempt(() => {
    mkdirSync(dirname(noteFile), { recursive: true });
    writeFileSync(noteFile, `${JSON.stringify(fileOf(executablePath), undefined, 2)}\n`);
  });
}

function fileOf(executablePath: string): KnownBrowser {
  const { size, mtimeMs } = statSync(executablePath);
  return { executablePath, sizeBytes: size, changedAtMs: mtimeMs };
}
