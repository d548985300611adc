import { statfsSync } from 'node:fs';
import type { FoundBrowser } from './find-browser.ts';

/** What decides how a browser starts on this machine. */
export interface BrowserHost {
  readonly platform: NodeJS.Platform;
  /** Whether this process runs as root. */
  readonly isRoot: boolean;
  /** Size of /dev/shm, or undefined where there is none. */
  readonly sharedMemoryBytes: number | undefined;
}

/** Ready for `chromium.launch()`, or for a `launchOptions` entry of the Playwright config. */
export interface BrowserLaunchOptions {
  readonly executablePath: string;
  readonly args: string[];
}

// A page with large images or a trace can take some 100 MB of shared memory; containers get 64 MiB by default.
const enoughSharedMemoryBytes = 512 * 1024 * 1024;

/**
 * The hosts of fonts that the web client asks for (contract/ui.md, "Routes"). They are no part of the target: where they are slow, or
 * cannot be reached, the page waits for their style sheet. The browser does not find them; a route would switch its cache off.
 */
export const BLOCKED_HOSTS: readonly string[] = ['fonts.googleapis.com', 'fonts.gstatic.com'];

/**
 * How to start `browser` on this machine. Playwright sets some of the switches by default; they are repeated here because
 * an audit starts the same browser without Playwright.
 */
export function launchOptions(
  browser: Pick<FoundBrowser, 'executablePath'>,
  host: BrowserHost = thisHost(),
): BrowserLaunchOptions {
  return { executablePath: browser.executablePath, args: browserArguments(host) };
}

function browserArguments(host: BrowserHost): string[] {
  const args = [
    // On an unconnected machine the browser's own requests (update checks, safe browsing) retry in the
    // background, and on a connected one they share the CPU and the link with the page that is measured.
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // The welcome page would be a second tab that renders while the first one is measured.
    '--no-first-run',
    // The browser tries QUIC in addition to TCP on the first requests to a host, so the protocol would differ from run to run.
    '--disable-quic',
    neverFound(BLOCKED_HOSTS),
  ];
  if (host.platform !== 'linux') return args;
  // The browser's sandbox refuses to start as root, the usual user of a container.
  if (host.isRoot) args.push('--no-sandbox');
  if (host.sharedMemoryBytes === undefined || host.sharedMemoryBytes < enoughSharedMemoryBytes) {
    // Without it a page dies ('Aw, Snap') as soon as shared memory is full.
    args.push('--disable-dev-shm-usage');
  }
  return args;
}

/** Reads the machine this process runs on. */
function thisHost(): BrowserHost {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    sharedMemoryBytes: sizeOfFileSystem('/dev/shm'),
  };
}

function sizeOfFileSystem(path: string): number | undefined {
  try {
    const { bsize, blocks } = statfsSync(path);
    return bsize * blocks;
  } catch {
    return undefined;
  }
}

/** The switch with which a browser finds none of these hosts. */
export function neverFound(hosts: readonly string[]): string {
  return `--host-resolver-rules=${hosts.map((host) => `MAP ${host} ~NOTFOUND`).join(', ')}`;
}
