import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where Go, Cargo and pip put programs for their user, beside the folders of PATH. */
const USUAL_PLACES = ['go/bin', '.cargo/bin', '.local/bin'].map((place) => join(homedir(), place));
const VERSION_TIMEOUT_MS = 20_000;

/** Finds a program in the folders of PATH and where the package tools of Go, Rust and Python put theirs. */
export function findProgram(name: string, path: string = process.env.PATH ?? ''): string | undefined {
  const places = [...path.split(delimiter).filter((folder) => folder !== ''), ...USUAL_PLACES];
  return places.map((folder) => join(folder, name)).find(isExecutable);
}

/** What a program says of its version: the first number with dots in it, or `unknown`. */
export function versionOf(program: string, args: readonly string[]): string {
  try {
    return versionIn(execFileSync(program, [...args], { encoding: 'utf8', timeout: VERSION_TIMEOUT_MS }));
  } catch (error) {
    // Some print their version together with an error code.
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    return versionIn(said);
  }
}

function versionIn(text: string): string {
  // `go version -m` begins with the version of Go; the program's own stands in the line of its module.
  return /\bmod\s+\S+\s+v(\S+)/.exec(text)?.[1] ?? /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? 'unknown';
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
