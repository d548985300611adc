import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { beginCommand } from '../../scripts/command-line/begin-command.ts';
import type { HostileRow } from './hostile-row.ts';
import { commandOf, expectEnd, prepareRow, type RowEnd } from './run-row.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
/** What a row would need a shell for, apart from taking its words apart. */
const SHELL_SYNTAX = /[;&|<>$`\n]/;

/**
 * Checks the command line of a row in this process, with the code that scripts/run-load-tests.ts begins with, and expects what
 * is expected of the process: exit code, line, no stack, no run. What only a process shows stays unseen: that it ends, with
 * this exit code and everything printed, and leaves no other process.
 *
 * @param folder of this row alone
 */
export function expectRowInProcess(row: HostileRow, folder: string): void {
  prepareRow(row, folder);
  expectEnd(row, folder, endInProcess(row, folder));
}

function endInProcess(row: HostileRow, folder: string): RowEnd {
  const { line, given } = commandOf(row, folder, '');
  const { PATH, HOME } = process.env;
  const printed: string[] = [];
  const print = (text: string) => void printed.push(text);
  const ended = beginCommand(wordsOf(line), { PATH, HOME, ...given }, PROJECT, { say: print, warn: print });
  if (typeof ended !== 'number') throw new Error(`${row.id}: found a run that begins; right would be an end`);
  return { code: ended, printed: printed.join('\n') };
}

/** The arguments of the row's one command, `run`, as the shell takes them apart. */
function wordsOf(line: string): string[] {
  if (SHELL_SYNTAX.test(line))
    throw new Error(`${line}: this row needs a shell, so it cannot be run in process`);
  if (!/['"\\*?]/.test(line)) return line.split(' ').slice(1);
  const printed = execFileSync('/bin/sh', ['-c', `run() { printf '%s\\0' "$@"; }\n${line}`], {
    encoding: 'utf8',
  });
  return printed.split('\0').slice(0, -1);
}
