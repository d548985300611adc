import { delimiter, join } from 'node:path';
import { isExecutable } from './find-browser.ts';

/** One command that may install a browser. */
export interface InstallStep {
  /** The command as a person would type it. */
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly timeoutSeconds: number;
}

/** Options of apt-get: another installation, such as that of nightly upgrades, is waited for (seconds). */
export const DPKG_WAITS: readonly string[] = ['-o', 'DPkg::Lock::Timeout=120'];

/** What decides which steps make sense. */
export interface InstallSurroundings {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Whether a command is on PATH. */
  has(command: string): boolean;
}

// A browser is 150 to 400 MB with its libraries: ten minutes allow for about 5 Mbit/s.
const downloadSeconds = 600;
const indexSeconds = 180;

/**
 * The ways to a browser on this machine, in order: Playwright's own (with the libraries it needs), the same
 * without touching the system, then the system's package manager. `playwrightCli` is the script that Node runs.
 */
export function installSteps(surroundings: InstallSurroundings, playwrightCli: string): InstallStep[] {
  const playwright = (...flags: string[]): InstallStep => ({
    label: ['npx playwright install', ...flags, 'chromium'].join(' '),
    command: process.execPath,
    args: [playwrightCli, 'install', ...flags, 'chromium'],
    timeoutSeconds: downloadSeconds,
  });
  return [playwright('--with-deps'), playwright(), ...packageManagerSteps(surroundings)];
}

function packageManagerSteps({ platform, isRoot, has }: InstallSurroundings): InstallStep[] {
  if (platform === 'darwin') {
    return has('brew') ? [step(['brew', 'install', '--cask', 'chromium'], downloadSeconds)] : [];
  }
  if (platform === 'win32') {
    const wanted = ['winget', 'install', '--exact', '--id', 'Google.Chrome', '--silent'];
    return has('winget') ? [step([...wanted, '--accept-source-agreements'], downloadSeconds)] : [];
  }
  // `-n`: a password prompt would block a run that nobody watches.
  const asRoot = isRoot ? [] : ['sudo', '-n'];
  if (!isRoot && !has('sudo')) return [];
  if (has('apt-get')) {
    return [
      step([...asRoot, 'apt-get', 'update'], indexSeconds),
      step(
        [...asRoot, 'apt-get', ...DPKG_WAITS, 'install', '--yes', '--no-install-recommends', 'chromium'],
        downloadSeconds,
      ),
    ];
  }
  if (has('dnf')) return [step([...asRoot, 'dnf', 'install', '--assumeyes', 'chromium'], downloadSeconds)];
  if (has('apk')) return [step([...asRoot, 'apk', 'add', '--no-cache', 'chromium'], downloadSeconds)];
  return [];
}

function step(words: readonly string[], timeoutSeconds: number): InstallStep {
  const [command = '', ...args] = words;
  return { label: words.join(' '), command, args, timeoutSeconds };
}

/** Reads the surroundings of this process. */
export function theseSurroundings(): InstallSurroundings {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    has: (command) => folders.some((folder) => isExecutable(join(folder, command + suffix))),
  };
}
