import { spawn } from 'node:child_process';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // `start` takes its first quoted argument as a window title.
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens a file in the desktop's default browser. Without one it prints a message and does not fail. */
export function openInBrowser(path: string, say: (line: string) => void): void {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, path], { stdio: 'ignore', detached: true });
  child.once('error', ({ message }) => say(`Could not open the report (${message}). Open it by hand.`));
  child.unref();
}
