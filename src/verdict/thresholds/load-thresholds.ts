import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SuiteError } from '../../base/suite-error.ts';
import { type SchemaProblem, schemaChecker } from './check-schemas.ts';
import { type CheckedTables, checkedTables, soundRows } from './checked-tables.ts';
import { crossCheck, type KnownSubjects } from './cross-check.ts';
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
 * @throws SuiteError (BAD_THRESHOLDS) that lists everything wrong, each with its file and row
 */
export function loadThresholds(folder: string, known: KnownSubjects): Thresholds {
  const check = schemaChecker(join(PROJECT_TABLES, 'schema'));
  const unreadable: TableProblem[] = [];
  const schemaProblems: SchemaProblem[] = [];
  const contents = new Map<TableFile, unknown>();
  for (const file of TABLE_FILES) {
    try {
      const content = readTable(placeOf(folder, file));
      contents.set(file, content);
      schemaProblems.push(...check(file, content));
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
  const tables = checkedTables(contents, schemaProblems);
  const problems = [...unreadable, ...schemaProblems, ...crossCheck(tables, known)];
  if (problems.length > 0) throw badThresholds(folder, problems);
  return thresholdsOf(tables);
}

function placeOf(folder: string, file: TableFile): string {
  const place = join(folder, file);
  return ADDED_LATER.has(file) && !existsSync(place) ? join(PROJECT_TABLES, file) : place;
}

/** Editors of Windows put a byte order mark before a text: it says nothing that matters. */
function readTable(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
}

function badThresholds(folder: string, problems: readonly TableProblem[]): SuiteError {
  const lines = problems.map(
    ({ file, row, found, right }) =>
      `\n  - ${file}${row === '' ? '' : `, ${row}`}: found ${found}; right would be ${right}`,
  );
  return new SuiteError('BAD_THRESHOLDS', {
    checked: `the tables in ${folder}`,
    found: `${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'}${lines.join('')}\n`,
    right: 'tables that follow thresholds/schema and name each operation, scenario and journey once',
  });
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
