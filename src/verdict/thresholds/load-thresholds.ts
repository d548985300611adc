import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SuiteError } from '../../base/suite-error.ts';
import { schemaChecker } from './check-schemas.ts';
import { type CheckedTables, checkedTables, soundRows } from './checked-tables.ts';
import { crossCheck, type KnownSubjects } from './cross-check.ts';
import { type EnvironmentLimits, withOwnLimits } from './own-limits.ts';
import { ADDED_LATER, TABLE_FILES, type TableFile, type TableProblem } from './table-files.ts';
import type { Thresholds } from './thresholds.ts';

/** The folder of the project's own tables. */
export const PROJECT_TABLES = resolve(import.meta.dirname, '../../../thresholds');

/**
 * Reads the tables and checks them: against their schemas, against each other and against what they are about.
 *
 * @example loadThresholds(PROJECT_TABLES, { operationIds: operations.map(({ id }) => id) })
 * @param folder holds global.json, operations.json, sockets.json, scenarios.json, journeys.json, lighthouse.json and,
 * if it has states of its own, states.json; the
 * schemas are always the project's own
 * @param own limits of an environment, which replace those of the tables
 * @throws SuiteError (BAD_THRESHOLDS) that lists everything wrong, each with its file and row; (BAD_ENVIRONMENT) that does so
 * for the limits of the environment, once the tables are right
 */
export function loadThresholds(folder: string, known: KnownSubjects, own?: EnvironmentLimits): Thresholds {
  const check = schemaChecker(join(PROJECT_TABLES, 'schema'));
  const checked = (contents: ReadonlyMap<TableFile, unknown>) => {
    const schemaProblems = [...contents].flatMap(([file, content]) => check(file, content));
    const tables = checkedTables(contents, schemaProblems);
    return { tables, problems: [...schemaProblems, ...crossCheck(tables, known)] };
  };
  const { contents, unreadable } = readTables(folder);
  const { tables, problems } = checked(contents);
  if (unreadable.length + problems.length > 0) throw badThresholds(folder, [...unreadable, ...problems]);
  if (own === undefined) return thresholdsOf(tables);
  const merged = withOwnLimits(contents, own);
  if (merged.problems.length > 0) throw badLimits(own, folder, merged.problems);
  const together = checked(merged.contents);
  if (together.problems.length > 0) throw badLimits(own, folder, together.problems);
  return { ...thresholdsOf(together.tables), ownLimits: merged.limits };
}

function readTables(folder: string) {
  const unreadable: TableProblem[] = [];
  const contents = new Map<TableFile, unknown>();
  for (const file of TABLE_FILES) {
    try {
      contents.set(file, readTable(tablePlace(folder, file)));
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      // JSON.parse quotes the text, line breaks included.
      unreadable.push({
        file,
        row: '',
        found: said.replaceAll(/\s+/g, ' '),
        right: 'a readable file with JSON',
      });
    }
  }
  return { contents, unreadable };
}

/** Where a table is read from: a folder of one's own may lack those that were added later, and has the project's then. */
export function tablePlace(folder: string, file: TableFile): string {
  const place = join(folder, file);
  return ADDED_LATER.has(file) && !existsSync(place) ? join(PROJECT_TABLES, file) : place;
}

/** Editors of Windows put a byte order mark before a text: it says nothing that matters. */
function readTable(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
}

function badThresholds(folder: string, problems: readonly TableProblem[]): SuiteError {
  return new SuiteError('BAD_THRESHOLDS', {
    checked: `the tables in ${folder}`,
    found: listed(problems),
    right: 'tables that follow thresholds/schema and name each operation, scenario and journey once',
  });
}

function badLimits(
  { environment }: EnvironmentLimits,
  folder: string,
  problems: readonly TableProblem[],
): SuiteError {
  return new SuiteError('BAD_ENVIRONMENT', {
    checked: `the limits of the environment ${environment}, put into the tables in ${folder}`,
    found: listed(problems),
    right: `rows in the member "limits" of ${environment}.json that change limits of rows that the tables have`,
    page: 'docs/environments.md',
  });
}

function listed(problems: readonly TableProblem[]): string {
  const lines = problems.map(
    ({ file, row, found, right }) =>
      `\n  - ${file}${row === '' ? '' : `, ${row}`}: found ${found}; right would be ${right}`,
  );
  return `${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'}${lines.join('')}\n`;
}

/** Only for tables without a mistake. */
function thresholdsOf(tables: CheckedTables): Thresholds {
  if (tables.global === undefined || tables.capacity === undefined)
    throw new Error('thresholds: found no global row, or no capacity, after a check without mistakes');
  const scenarios = soundRows(tables.scenarios).map((row) => [row.scenario, row] as const);
  return {
    global: tables.global,
    services: new Map(soundRows(tables.services).map((row) => [row.service, row])),
    operations: new Map(soundRows(tables.operations).map((row) => [row.operation, row])),
    sockets: new Map(soundRows(tables.sockets).map((row) => [row.measure, row])),
    scenarios: Object.fromEntries(scenarios) as Thresholds['scenarios'],
    journeys: new Map(soundRows(tables.journeys).map((row) => [row.journey, row])),
    audits: new Map(soundRows(tables.audits).map((row) => [row.page, row])),
    states: soundRows(tables.states),
    capacity: tables.capacity,
  };
}
