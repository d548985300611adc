import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { type OddProxy, startOddProxy } from '../made/odd-proxy.ts';
import { processesOf } from '../made/processes-of.ts';
import { selfSigned } from '../made/self-signed.ts';
import { startCommand } from '../made/started-command.ts';
import type { HostileRow } from './hostile-row.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const ENDS_WITHIN_MS = 180_000;
const GONE_WITHIN_MS = 10_000;
/** Compiling the suite anew would be half of the time of most rows. */
const COMPILE_CACHE = join(tmpdir(), 'desk-studio-compile-cache');

const NODE = `"${process.execPath}"`;
const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** What a row may type, without the start of npm and of the shell script. */
const PRELUDE = `
run() { ${NODE} scripts/run-load-tests.ts "$@"; }
npx() { shift; ${NODE} node_modules/@playwright/test/cli.js "$@"; }
npm() {
  name=$2; shift 2; [ "$1" != -- ] || shift
  case "$name" in
${Object.entries(scripts)
  .filter(([, script]) => /^node \S+$/.test(script))
  .map(([name, script]) => `  ${name}) ${script.replace(/^node/, NODE)} "$@" ;;`)
  .join('\n')}
  *) echo "the rows know no npm run $name"; return 64 ;;
  esac
}
`;

/** How a row's command ended, and all that it printed. */
export interface RowEnd {
  readonly code: number | null;
  readonly printed: string;
}

/**
 * Runs the command of a row as a process, and expects that it ends as the row says, that it leaves no process, and that it
 * made nothing on its target.
 *
 * @param folder of this row alone
 */
export async function expectRow(row: HostileRow, folder: string): Promise<void> {
  prepareRow(row, folder);
  const target = await targetOf(row);
  try {
    expectEnd(row, folder, await endOf(row, folder, target?.url ?? ''));
    await expect.poll(() => processesOf(folder), { timeout: GONE_WITHIN_MS }).toEqual([]);
    const made = (target?.requests ?? []).filter((each) => !/^(GET|HEAD|OPTIONS) |\/auth\//.test(each));
    expect(made, 'requests that make something').toEqual([]);
  } finally {
    await target?.close();
  }
}

/** Makes the row's folder, and in it what the command is to find there. */
export function prepareRow({ prepare }: HostileRow, folder: string): void {
  mkdirSync(folder, { recursive: true });
  prepare?.(folder);
}

/** Expects the row's exit code and one line with a code, without a stack, and no trace of a run where none began. */
export function expectEnd(row: HostileRow, folder: string, { code, printed }: RowEnd): void {
  expect(code, printed).toBe(row.expectedExit);
  expectOneLine(row, printed);
  expect(printed, 'a stack').not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  if (!row.hasRun) expect(runsIn(join(folder, 'out/runs')), 'runs that were begun').toEqual([]);
}

function expectOneLine(
  { expectedExit, expectedLine, listed, isOfPlaywright }: HostileRow,
  printed: string,
): void {
  const lines = printed.split('\n');
  const withCode = lines.filter((line) => /^(\w+: )?\[[A-Z][A-Z0-9_]+\]/.test(line));
  if (expectedExit === 0 || isOfPlaywright) {
    expect(withCode, printed).toEqual([]);
    expect(lines, printed).toContainEqual(expect.stringMatching(expectedLine));
  } else expect(withCode, printed).toEqual([expect.stringMatching(expectedLine)]);
  if (listed !== undefined) expect(printed).toMatch(listed);
}

/** The target of a row that has one. Nothing is behind it: what it does not answer itself, nobody does. */
async function targetOf({ target, overTls }: HostileRow): Promise<OddProxy | undefined> {
  if (target === undefined) return undefined;
  const tls = overTls ? selfSigned() : undefined;
  test.skip(
    overTls === true && tls === undefined,
    'the certificate is made by openssl, which is not installed',
  );
  return startOddProxy('http://127.0.0.1:9', target, tls);
}

/** The row's command and variables with the places that they name. */
export function commandOf({ command, env }: HostileRow, folder: string, url: string) {
  const here = (text: string) =>
    text
      .replaceAll('{folder}', folder)
      .replaceAll('{target}', url)
      .replaceAll('{plainTarget}', url.replace('https:', 'http:'))
      .replaceAll('{tlsTarget}', url.replace('http:', 'https:'))
      .replaceAll('{targetPort}', url.slice(url.lastIndexOf(':') + 1));
  const given = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, here(value)]));
  return { line: here(command), given: { OUTPUT_DIR: join(folder, 'out'), ...given } };
}

async function endOf(row: HostileRow, folder: string, url: string): Promise<RowEnd> {
  const { line, given } = commandOf(row, folder, url);
  const { ended, printed } = startCommand('/bin/sh', ['-c', `${PRELUDE}\ncd "${PROJECT}"\n${line}`], {
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    HOSTILE_ROW: folder,
    ...given,
  });
  const timer = setTimeout(() => {
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
  }, ENDS_WITHIN_MS);
  const code = await ended;
  clearTimeout(timer);
  return { code, printed: printed() };
}

function runsIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
}
