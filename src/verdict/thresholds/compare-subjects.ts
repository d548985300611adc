import { rowName } from '../../base/schema-violations.ts';
import type { TableFile, TableProblem } from './table-files.ts';

/** A list of rows, and what each stands for. */
export interface RowList {
  readonly file: TableFile;
  /** Name of the list in messages. */
  readonly list: string;
  /** What a row stands for, in messages: `operation`, `journey`, ... */
  readonly noun: string;
  /** The subject of each row, in their order; undefined where it cannot be read. */
  readonly keys: readonly (string | undefined)[];
}

/** Rows that stand for nothing known, and rows that stand for the same as an earlier one. */
export function idleRows({ file, list, noun, keys }: RowList, wanted: readonly string[]): TableProblem[] {
  return keys.flatMap((subject, index) => {
    if (subject === undefined) return [];
    const row = rowName(list, index, subject);
    const first = keys.indexOf(subject);
    if (first !== index)
      return [{ file, row, found: `a second row for this ${noun}`, right: `row ${first + 1} alone` }];
    if (wanted.includes(subject)) return [];
    return [{ file, row, found: `a row without ${noun}: nothing has this name`, right: `a known ${noun}` }];
  });
}

/** Subjects that no row stands for. */
export function missingRows({ file, list, noun, keys }: RowList, wanted: readonly string[]): TableProblem[] {
  const missing = wanted.filter((subject) => !keys.includes(subject));
  return missing.map((subject) => ({
    file,
    row: '',
    found: `${noun} ${subject} without a row`,
    right: `one row for it in ${list}`,
  }));
}
