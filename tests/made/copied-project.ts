import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './listed-tests.ts';

const PARTS = [
  'lanes',
  'fixtures',
  'thresholds',
  'environments',
  'tests/journeys',
  'tests/api',
  'tests/traffic.spec.ts',
];
const FILES = ['playwright.config.ts', 'package.json', 'tsconfig.json'];

/**
 * A copy of what Playwright needs of this project to list its tests, to be changed as a recipe says.
 *
 * @param folder where to
 * @param own whether `src` is copied too. Where only what lies above it is changed a link will do, and Playwright does not
 *   compile it once more; the tables that `src` finds by itself are then those of this project.
 */
export function copyProject(folder: string, own: 'with its own src' | 'src as a link'): void {
  for (const part of PARTS) cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  for (const file of FILES) cpSync(join(PROJECT, file), join(folder, file));
  if (own === 'with its own src') cpSync(join(PROJECT, 'src'), join(folder, 'src'), { recursive: true });
  else symlinkSync(join(PROJECT, 'src'), join(folder, 'src'), 'junction');
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  mkdirSync(join(folder, 'reports'));
}

/** Changes a table of limits, e.g. `operations.json`, in place. */
export function changeTable<T>(path: string, change: (table: T) => void): void {
  const table = JSON.parse(readFileSync(path, 'utf8')) as T;
  change(table);
  writeFileSync(path, JSON.stringify(table));
}
