import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where Go and pip install programs for one user. */
const USUAL_PLACES = ['go/bin', '.local/bin'].map((place) => join(homedir(), place));
const VERSION_TIMEOUT_MS = 20_000;

/** Finds a program in the folders of `PATH`, then where Go and pip install programs for one user. */
export function findProgram(name: string, path: string = process.env.PATH ?? ''): string | undefined {
  const places = [...path.split(delimiter).filter((folder) => folder !== ''), ...USUAL_PLACES];
  return places.map((folder) => join(folder, name)).find(isExecutable);
}

/** The version that a program prints: the first number with dots in its output, or `unknown`. */
export function versionOf(program: string, args: readonly string[]): string {
  try {
    return versionIn(execFileSync(program, [...args], { encoding: 'utf8', timeout: VERSION_TIMEOUT_MS }));
  } catch (error) {
    // Some tools print their version and still exit with an error code.
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    return versionIn(said);
  }
}

function versionIn(text: string): string {
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? 'unknown';
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
