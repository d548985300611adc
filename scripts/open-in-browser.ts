import { spawn } from 'node:child_process';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // `start` takes its first quoted word for a window title.
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens a file in the default browser of the desktop; says so when there is none, which is no reason to fail. */
export function openInBrowser(path: string, say: (line: string) => void): void {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, path], { stdio: 'ignore', detached: true });
  child.once('error', ({ message }) => say(`The report could not be opened (${message}); open it by hand.`));
  child.unref();
}
