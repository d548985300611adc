import { rowName, type TableFile, type TableProblem } from './table-files.ts';

/** What the rows of a list stand for, and what they ought to stand for. */
export interface Subjects {
  readonly file: TableFile;
  /** Name of the list in messages. */
  readonly list: string;
  /** What a row stands for, in messages: `operation`, `journey`, ... */
  readonly noun: string;
  readonly found: readonly (string | undefined)[];
  readonly wanted: readonly string[];
}

/** Rows that stand for nothing known, and rows that stand for the same as an earlier one. */
export function idleRows({ file, list, noun, found, wanted }: Subjects): readonly TableProblem[] {
  const problems: TableProblem[] = [];
  for (const [index, subject] of found.entries()) {
    if (subject === undefined) continue;
    const row = rowName(list, index, subject);
    const first = found.indexOf(subject);
    if (first !== index) {
      problems.push({ file, row, found: `a second row for this ${noun}`, right: `row ${first + 1} alone` });
    } else if (!wanted.includes(subject)) {
      problems.push({
        file,
        row,
        found: `a row without ${noun}: nothing has this name`,
        right: `a known ${noun}`,
      });
    }
  }
  return problems;
}

/** Subjects that no row stands for. */
export function missingRows({ file, list, noun, found, wanted }: Subjects): readonly TableProblem[] {
  return wanted
    .filter((subject) => !found.includes(subject))
    .map((subject) => ({
      file,
      row: '',
      found: `${noun} ${subject} without a row`,
      right: `one row for it in ${list}`,
    }));
}
