import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { SuiteError } from '../base/suite-error.ts';
import { browserPlaces, type Environment } from './browser-places.ts';

/** A browser that is there and can say its version. */
export interface FoundBrowser {
  /** `playwright`: Playwright's own download. `system`: anything else, DESK_BROWSER included. */
  readonly kind: 'playwright' | 'system';
  readonly executablePath: string;
  /** As the browser prints it, for instance `Chromium 156.0.8078.79`. */
  readonly version: string;
}

/** What the search looks at; all of it can be replaced in a test. */
export interface BrowserSearch {
  /** DESK_BROWSER: the one to use, and no other. */
  readonly wished?: string | undefined;
  readonly environment?: Environment;
  readonly platform?: NodeJS.Platform;
  /** Where Playwright would keep its own Chromium. */
  readonly playwrightPath?: string;
  /** Candidates on the system, best first. */
  readonly places?: readonly string[];
}

/**
 * Finds the browser of the journeys: DESK_BROWSER if set, else Playwright's own Chromium, else a Chromium or
 * Chrome of the system. A candidate that cannot say its version is passed over, so the stubs that some
 * distributions install in place of a browser are not taken for one. Gives undefined when there is none.
 *
 * @throws SuiteError (BROWSER_MISSING) when DESK_BROWSER is not a browser: a wish that cannot be met must not be replaced in
 * silence
 */
export function findBrowser(search: BrowserSearch = {}): FoundBrowser | undefined {
  const platform = search.platform ?? process.platform;
  const environment = search.environment ?? process.env;
  const { wished } = search;
  const playwrightPath = search.playwrightPath ?? chromium.executablePath();
  if (wished !== undefined) {
    const found = probe(wished === playwrightPath ? 'playwright' : 'system', wished, platform);
    if (found !== undefined) return found;
    throw notTheWished(wished);
  }
  const own = probe('playwright', playwrightPath, platform);
  if (own !== undefined) return own;
  for (const place of search.places ?? browserPlaces(platform, environment)) {
    const found = probe('system', place, platform);
    if (found !== undefined) return found;
  }
  return undefined;
}

function notTheWished(path: string): SuiteError {
  const isThere = existsSync(path);
  const canRun = isExecutable(path) ? 'a program that prints no version of a browser' : 'no program';
  return new SuiteError('BROWSER_MISSING', {
    checked: `DESK_BROWSER, ${JSON.stringify(path)}`,
    found: isThere ? canRun : 'no such file',
    right: 'the full path of a Chromium or Chrome, or no DESK_BROWSER, so that the suite finds one',
  });
}

function probe(
  kind: FoundBrowser['kind'],
  executablePath: string,
  platform: NodeJS.Platform,
): FoundBrowser | undefined {
  if (!isExecutable(executablePath)) return undefined;
  const version = platform === 'win32' ? windowsVersion(executablePath) : printedVersion(executablePath);
  return version === undefined ? undefined : { kind, executablePath, version };
}

/** Whether there is a file at the path that this process may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// A browser answers in a tenth of a second; the limit is for wrappers that wait for something that never comes.
const versionTimeoutMs = 10_000;

function printedVersion(executablePath: string): string | undefined {
  // Only stdout is read: wrapper scripts may print warnings on stderr and still start a sound browser.
  const { status, stdout } = spawnSync(executablePath, ['--version'], {
    encoding: 'utf8',
    timeout: versionTimeoutMs,
  });
  return status === 0 ? /^.*\d+\.\d+\.\d+.*$/m.exec(stdout)?.[0].trim() : undefined;
}

/** On Windows `chrome.exe --version` opens a window and prints nothing, so the file's own record is read. */
function windowsVersion(executablePath: string): string | undefined {
  const quoted = executablePath.replaceAll("'", "''");
  const { stdout } = spawnSync(
    'powershell.exe',
    [
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      `(Get-Item -LiteralPath '${quoted}').VersionInfo.ProductVersion`,
    ],
    { encoding: 'utf8', timeout: versionTimeoutMs },
  );
  return /\d+\.\d+\.\d+\S*/.exec(stdout ?? '')?.[0];
}
