import { meantWords } from '../../base/closest.ts';
import { rowName } from '../../base/schema-violations.ts';
import type { TableFile, TableProblem } from './table-files.ts';

/** A limit that an environment sets, in place of that of the tables. */
export interface OwnLimit {
  /** What it is a limit of, e.g. `deals.list`, `login: sign in`, or `global`. */
  readonly of: string;
  /** Its name in the tables, e.g. `baseline.p95Ms`. */
  readonly limit: string;
  readonly value: number;
  /** The limit of the tables; left out where they have none. */
  readonly instead?: number;
  readonly reason: string;
}

/** E.g. `deals.list baseline.p95Ms 450 instead of 300`: the names and units of the tables, in which a limit is changed. */
export function ownLimitWords({ of, limit, value, instead }: OwnLimit): string {
  return `${of} ${limit} ${value}${instead === undefined ? '' : ` instead of ${instead}`}`;
}

/** The limits of an environment's file, by the names of the tables' lists; their shape is checked with the file. */
export interface EnvironmentLimits {
  /** Name of the environment. */
  readonly environment: string;
  readonly limits: Json;
}

type Json = Readonly<Record<string, unknown>>;
type Contents = ReadonlyMap<TableFile, unknown>;

const LISTS = [
  { list: 'services', file: 'operations.json', noun: 'service' },
  { list: 'operations', file: 'operations.json', noun: 'operation' },
  { list: 'sockets', file: 'sockets.json', noun: 'measure' },
  { list: 'scenarios', file: 'scenarios.json', noun: 'scenario' },
  { list: 'journeys', file: 'journeys.json', noun: 'journey' },
  { list: 'pages', file: 'lighthouse.json', noun: 'page' },
] as const;

/** What there is of a change while it is made. */
interface Merge {
  readonly environment: string;
  readonly limits: OwnLimit[];
  readonly problems: TableProblem[];
}

/**
 * Puts the limits of an environment into the tables. Figures that a row does not name stay those of the tables.
 *
 * @param contents of the tables' files, without mistakes
 * @returns the contents with them, which still have to be checked; each limit that differs; and rows that stand for nothing
 * in the tables
 */
export function withOwnLimits(contents: Contents, { environment, limits: changes }: EnvironmentLimits) {
  const merge: Merge = { environment, limits: [], problems: [] };
  const merged = new Map(contents);
  if (isObject(changes.global)) {
    const table = objectOf(contents.get('global.json'));
    note(merge, 'global', table, changes.global);
    merged.set('global.json', mergedRow(table, changes.global));
  }
  for (const { list, file, noun } of LISTS) {
    if (changes[list] === undefined) continue;
    const table = objectOf(merged.get(file));
    const rows = mergedRows(merge, { file, list, noun, of: '' }, rowsOf(table[list]), rowsOf(changes[list]));
    merged.set(file, { ...table, [list]: rows });
  }
  merged.set('operations.json', withServiceLevels(objectOf(merged.get('operations.json')), changes));
  return { contents: merged, limits: merge.limits, problems: merge.problems };
}

interface Place {
  readonly file: TableFile;
  readonly list: string;
  readonly noun: string;
  /** What the rows of a list inside of a row belong to, e.g. `login: `. */
  readonly of: string;
}

function mergedRows(merge: Merge, place: Place, rows: readonly Json[], changes: readonly Json[]): Json[] {
  const { file, list, noun, of } = place;
  const names = rows.map((row) => String(row[noun]));
  const wanted = changes.map((change) => String(change[noun]));
  const merged = [...rows];
  for (const [number, change] of changes.entries()) {
    const name = wanted[number] ?? '';
    const row = rowName(list, number, `${of}${name}`);
    const index = names.indexOf(name);
    const old = rows[index];
    if (old === undefined)
      merge.problems.push({
        file,
        row,
        found: `a row without ${noun}: nothing has this name`,
        right: meantWords(name, names),
      });
    else if (wanted.indexOf(name) !== number)
      merge.problems.push({ file, row, found: `a second row for this ${noun}`, right: 'one row' });
    else merged[index] = changedRow(merge, { ...place, of: `${of}${name}` }, old, change);
  }
  return merged;
}

function changedRow(merge: Merge, { file, list, of }: Place, row: Json, change: Json): Json {
  if (list === 'journeys') {
    const steps = { file, list: 'steps', noun: 'step', of: `${of}: ` };
    return { ...row, steps: mergedRows(merge, steps, rowsOf(row.steps), rowsOf(change.steps)) };
  }
  note(merge, of, row, change);
  const merged = mergedRow(row, change);
  // The environment's own reason says what the limit follows from.
  if (list === 'operations') return { ...merged, source: 'derived' };
  const { unloaded, ...others } = merged;
  // What a step takes elsewhere without traffic says nothing of this environment.
  return objectOf(unloaded).environment === merge.environment ? merged : others;
}

/** Operations that have the limits of their service follow it, unless they have limits of the environment themselves. */
function withServiceLevels(table: Json, changes: Json): Json {
  const changed = rowsOf(changes.services).map(({ service }) => service);
  const services = new Map(rowsOf(table.services).map((row) => [row.service, row]));
  const operations = rowsOf(table.operations).map((row) => {
    const name = String(row.operation).split('.')[0];
    const service = changed.includes(name) ? services.get(name) : undefined;
    if (row.source !== 'service level' || service === undefined) return row;
    const { p95Ms, p99Ms } = objectOf(service.baseline);
    return { ...row, baseline: { p95Ms, p99Ms } };
  });
  return { ...table, operations };
}

/** A row with the members of a change; objects in it are merged too. */
function mergedRow(row: Json, change: Json): Json {
  const members = Object.entries(change).map(([name, value]) => [
    name,
    isObject(value) ? mergedRow(objectOf(row[name]), value) : value,
  ]);
  return { ...row, ...Object.fromEntries(members) };
}

function note({ limits }: Merge, of: string, row: Json, change: Json): void {
  const noteIn = (old: Json, changed: Json, path: string) => {
    for (const [name, value] of Object.entries(changed)) {
      if (isObject(value)) noteIn(objectOf(old[name]), value, `${path}${name}.`);
      if (typeof value !== 'number') continue;
      const instead = old[name];
      limits.push({
        of,
        limit: `${path}${name}`,
        value,
        ...(typeof instead === 'number' && { instead }),
        reason: String(change.reason),
      });
    }
  };
  noteIn(row, change, '');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

function rowsOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
