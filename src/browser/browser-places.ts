import { join } from 'node:path';

/** The process environment, as far as it is looked at. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Command names under which systems offer Chromium or Chrome, best first. */
const namesOnPath: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
  darwin: ['chromium', 'google-chrome'],
  win32: ['chrome.exe', 'chromium.exe'],
};

const macPrograms = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
];

const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];

/**
 * Where a system Chromium or Chrome may be, best first: the names on PATH, then the usual places of installers, which
 * PATH need not name. Nothing is looked up on disk here. The finder of chrome-launcher does not replace it: on macOS and
 * Windows it knows Google Chrome and Canary but no Chromium.
 */
export function browserPlaces(platform: NodeJS.Platform, environment: Environment): string[] {
  const separator = platform === 'win32' ? ';' : ':';
  const folders = (environment.PATH ?? environment.Path ?? '').split(separator).filter(Boolean);
  const names = namesOnPath[platform] ?? [];
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...new Set([...onPath, ...wellKnownPlaces(platform, environment)])];
}

function wellKnownPlaces(platform: NodeJS.Platform, environment: Environment): string[] {
  if (platform === 'darwin') {
    const home = environment.HOME;
    const roots = ['/Applications', ...(home === undefined ? [] : [join(home, 'Applications')])];
    return roots.flatMap((root) => macPrograms.map((program) => join(root, program)));
  }
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => environment[name] ?? [],
    );
    return roots.flatMap((root) => windowsPrograms.map((program) => `${root}\\${program}`));
  }
  return [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/lib/chromium/chromium',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ];
}
