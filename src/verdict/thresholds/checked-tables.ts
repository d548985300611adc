import type { SchemaProblem } from './check-schemas.ts';
import type { RowList } from './compare-subjects.ts';
import type { TableFile } from './table-files.ts';
import type {
  AuditRow,
  CapacityTable,
  GlobalRow,
  JourneyRow,
  OperationRow,
  ScenarioRow,
  ServiceRow,
  SocketRow,
  StateRow,
} from './thresholds.ts';

/**
 * A list of rows after the check against its schema. A row with a mistake keeps its key, so that it still stands for
 * its subject, but gives no figures to compare.
 */
export interface CheckedList<Row> extends RowList {
  readonly rows: readonly (Row | undefined)[];
}

/** The tables after the check against their schemas; undefined is what cannot be read as a table at all. */
export type CheckedTables = {
  readonly global: GlobalRow | undefined;
  readonly capacity: CapacityTable | undefined;
} & {
  readonly [Name in keyof Rows]: CheckedList<Rows[Name]> | undefined;
};

interface Rows {
  readonly services: ServiceRow;
  readonly operations: OperationRow;
  readonly sockets: SocketRow;
  readonly scenarios: ScenarioRow;
  readonly journeys: JourneyRow;
  readonly audits: AuditRow;
  readonly states: StateRow;
}

/** Separates the sound rows of the files' contents from those with mistakes. */
export function checkedTables(
  contents: ReadonlyMap<TableFile, unknown>,
  problems: readonly SchemaProblem[],
): CheckedTables {
  /** @param noun also the name of the member that says what a row stands for */
  const rowsOf = <Row>(file: TableFile, list: string, noun: string): CheckedList<Row> | undefined => {
    const rows: unknown = Reflect.get(Object(contents.get(file)), list);
    if (!Array.isArray(rows)) return undefined;
    const broken = brokenRows(file, list, problems);
    const keys = rows.map((row) => {
      const value: unknown = Reflect.get(Object(row), noun);
      return typeof value === 'string' ? value : undefined;
    });
    // The schema has just shown that what is not broken is a row.
    const sound = rows.map((row, index) => (broken.has(index) ? undefined : (row as Row)));
    return { file, list, noun, keys, rows: sound };
  };
  const soundContent = (wanted: TableFile): unknown =>
    problems.some(({ file }) => file === wanted) ? undefined : contents.get(wanted);
  return {
    global: soundContent('global.json') as GlobalRow | undefined,
    capacity: soundContent('capacity.json') as CapacityTable | undefined,
    services: rowsOf('operations.json', 'services', 'service'),
    operations: rowsOf('operations.json', 'operations', 'operation'),
    sockets: rowsOf('sockets.json', 'sockets', 'measure'),
    scenarios: rowsOf('scenarios.json', 'scenarios', 'scenario'),
    journeys: rowsOf('journeys.json', 'journeys', 'journey'),
    audits: rowsOf('lighthouse.json', 'pages', 'page'),
    states: rowsOf('states.json', 'states', 'state'),
  };
}

/** The rows of a list, in their order, once no mistake is left. */
export function soundRows<Row>(list: CheckedList<Row> | undefined): readonly Row[] {
  return (list?.rows ?? []).filter((row) => row !== undefined);
}

function brokenRows(file: TableFile, name: string, problems: readonly SchemaProblem[]): ReadonlySet<number> {
  const places = problems.filter((problem) => problem.file === file).map(({ pointer }) => pointer.split('/'));
  return new Set(
    places.flatMap(([, list, index]) => (list === name && index !== undefined ? [Number(index)] : [])),
  );
}
