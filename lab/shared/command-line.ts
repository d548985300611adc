import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printedError, SuiteError } from '../../src/base/suite-error.ts';

/** The flag that every tool of the lab has, for `parseArgs`. */
export const HELP_FLAG = { type: 'boolean', short: 'h', default: false } as const;

/**
 * Runs a tool of the lab on the flags of this process. An error prints what {@link printedError} says of it, and the
 * exit code becomes 1.
 *
 * @param read returns what the flags ask for, undefined for `--help`; throws an Error on a wrong flag
 */
export async function runTool<Wish>(
  usage: string | (() => string),
  read: (flags: readonly string[]) => Wish | undefined,
  run: (wish: Wish) => Promise<void>,
): Promise<void> {
  try {
    const wish = read(process.argv.slice(2));
    if (wish === undefined) console.log(typeof usage === 'string' ? usage : usage());
    else await run(wish);
  } catch (error) {
    console.error(printedError(error));
    process.exitCode = 1;
  }
}

/** @throws SuiteError (BAD_SETTING) when the text is not a whole number in the range */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw wrongFlag(flag, text, `a whole number from ${least} to ${most}`);
  return value;
}

/** The error of a wrong flag. */
export function wrongFlag(flag: string, found: string, right: string): SuiteError {
  return new SuiteError('BAD_SETTING', { checked: flag, found: JSON.stringify(found), right });
}

/** Where a result goes: the named folder, else `docs`; nowhere for a part of a measurement, unless a folder is named. */
export function outputFolder(named: string | undefined, only: string | undefined): string | undefined {
  return named ?? (only === undefined ? 'docs' : undefined);
}

/** Prints a result, and writes it as `<name>.md` and `<name>.json` if there is a folder for it. */
export function writeResult(folder: string | undefined, name: string, markdown: string, data: unknown): void {
  writePage(folder, name, markdown);
  writeData(folder, name, data);
}

/** Prints a result, and writes it as `<name>.md` if there is a folder for it. */
export function writePage(folder: string | undefined, name: string, markdown: string): void {
  console.log(`\n${markdown}`);
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), markdown);
}

/** Writes a result as `<name>.json` if there is a folder for it. Of a list each entry is a line: there may be hundreds. */
export function writeData(folder: string | undefined, name: string, data: unknown): void {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const text = Array.isArray(data)
    ? `[\n${data.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`
    : JSON.stringify(data, undefined, 2);
  writeFileSync(join(folder, `${name}.json`), `${text}\n`);
}

/**
 * Prints the faults of a result. With any, the exit code becomes 1.
 *
 * @param within what to say without a fault
 */
export function endWithFaults(
  tool: string,
  faults: readonly string[],
  within = 'everything is within bounds',
): void {
  for (const fault of faults) console.error(`out of bounds: ${fault}`);
  console.log(`${tool}: ${faults.length === 0 ? within : 'FAILED'}`);
  if (faults.length > 0) process.exitCode = 1;
}
