import type { SchemaProblem } from './check-schemas.ts';
import type { TableFile } from './table-files.ts';
import type {
  AuditRow,
  GlobalRow,
  JourneyRow,
  OperationRow,
  ScenarioRow,
  ServiceRow,
  SocketRow,
} from './thresholds.ts';

/**
 * A list of rows after the check against its schema. A row with a mistake keeps its key, so that it still stands for
 * its subject, but gives no figures to compare.
 */
export interface CheckedList<Row> {
  readonly keys: readonly (string | undefined)[];
  readonly rows: readonly (Row | undefined)[];
}

/** The tables after the check against their schemas; undefined is what cannot be read as a table at all. */
export interface CheckedTables {
  readonly global: GlobalRow | undefined;
  readonly services: CheckedList<ServiceRow> | undefined;
  readonly operations: CheckedList<OperationRow> | undefined;
  readonly sockets: CheckedList<SocketRow> | undefined;
  readonly scenarios: CheckedList<ScenarioRow> | undefined;
  readonly journeys: CheckedList<JourneyRow> | undefined;
  readonly audits: CheckedList<AuditRow> | undefined;
}

/** Separates the sound rows of the files' contents from those with mistakes. */
export function checkedTables(
  contents: ReadonlyMap<TableFile, unknown>,
  problems: readonly SchemaProblem[],
): CheckedTables {
  const list = <Row>(file: TableFile, name: string, key: string): CheckedList<Row> | undefined => {
    const rows: unknown = Reflect.get(Object(contents.get(file)), name);
    if (!Array.isArray(rows)) return undefined;
    const broken = brokenRows(file, name, problems);
    return {
      keys: rows.map((row) => {
        const value: unknown = Reflect.get(Object(row), key);
        return typeof value === 'string' ? value : undefined;
      }),
      // The schema has just shown that what is not broken is a row.
      rows: rows.map((row, index) => (broken.has(index) ? undefined : (row as Row))),
    };
  };
  const globalIsSound = contents.has('global.json') && !problems.some(({ file }) => file === 'global.json');
  return {
    global: globalIsSound ? (contents.get('global.json') as GlobalRow) : undefined,
    services: list('operations.json', 'services', 'service'),
    operations: list('operations.json', 'operations', 'operation'),
    sockets: list('sockets.json', 'sockets', 'measure'),
    scenarios: list('scenarios.json', 'scenarios', 'scenario'),
    journeys: list('journeys.json', 'journeys', 'journey'),
    audits: list('lighthouse.json', 'pages', 'page'),
  };
}

/** The rows of a list, in their order, once no mistake is left. */
export function soundRows<Row>(list: CheckedList<Row> | undefined): readonly Row[] {
  return (list?.rows ?? []).filter((row) => row !== undefined);
}

function brokenRows(file: TableFile, name: string, problems: readonly SchemaProblem[]): ReadonlySet<number> {
  const broken = new Set<number>();
  for (const problem of problems) {
    const [, list, index] = problem.pointer.split('/');
    if (problem.file === file && list === name && index !== undefined) broken.add(Number(index));
  }
  return broken;
}
