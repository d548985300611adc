/** The files of the tables, each with a schema `schema/<name>.schema.json`. */
export const TABLE_FILES = [
  'global.json',
  'operations.json',
  'sockets.json',
  'scenarios.json',
  'journeys.json',
  'lighthouse.json',
  'states.json',
  'capacity.json',
] as const;

/** A folder of tables from before there were these works as it did: the project's own stand in for them. */
export const ADDED_LATER: ReadonlySet<TableFile> = new Set(['states.json', 'capacity.json']);

export type TableFile = (typeof TABLE_FILES)[number];

/** One thing that is wrong with the tables. */
export interface TableProblem {
  readonly file: TableFile;
  /** Where in the file, e.g. `operations row 3 (deals.list)`; empty for the file as a whole. */
  readonly row: string;
  readonly found: string;
  readonly right: string;
}
