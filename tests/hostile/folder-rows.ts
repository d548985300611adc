import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type HostileRow, row } from './hostile-row.ts';

/** Folders that nobody can keep runs in, on Linux, whoever the user is. */
const UNUSABLE: readonly [id: string, folder: string, found: string][] = [
  ['A025', resolve(import.meta.dirname, '../../package.json'), 'a file in the place of a folder'],
  ['A152', '/proc/nope', 'a place where no folder can be made'],
  ['A153', '/sys/nope', 'no permission to write there|a read-only file system'],
  ['A263', '/dev/full/x', 'a file in the place of a folder'],
  ['A270', join('/tmp', 'a:b'), 'a ":" in its name'],
];

/** Runs whose output folder cannot be used, wherever the project is. */
export const UNUSABLE_FOLDERS: readonly HostileRow[] = UNUSABLE.map(([id, folder, found]) =>
  row(id, `run smoke development --output-dir ${folder}`, unusable(folder, found), {
    env: { OUTPUT_DIR: folder },
  }),
);

/** Those, and others that a row makes first. */
export const FOLDER_ROWS: readonly HostileRow[] = [
  ...UNUSABLE_FOLDERS,
  row(
    'D01',
    "run smoke --output-dir '{folder}/a file'",
    unusable('.+/a file', 'a file in the place of a folder'),
    {
      prepare: (folder) => writeFileSync(join(folder, 'a file'), ''),
    },
  ),
  row(
    'D02',
    'run smoke --output-dir {folder}/link',
    unusable('.+/link', 'a link that leads nowhere, .+/link'),
    {
      prepare: (folder) => symlinkSync('/nowhere/at/all', join(folder, 'link')),
    },
  ),
  row(
    'D03',
    'run smoke --output-dir {folder}/round',
    unusable('.+/round', 'ELOOP: too many symbolic links'),
    {
      prepare: (folder) => symlinkSync('round', join(folder, 'round')),
    },
  ),
  row(
    'D04',
    'npx playwright test --project=smoke',
    unusable('.+/out', 'a folder playwright-work in it that the suite did not make'),
    { prepare: (folder) => writeForeign(join(folder, 'out/playwright-work')) },
  ),
  row('D05', `run smoke --output-dir ${'x'.repeat(300)}`, unusable('.+/x+', 'a name that is too long')),
  row('D06', 'run smoke --output-dir {folder}/out', unusable('.+/out', 'a file in the place of a folder'), {
    prepare: (folder) => {
      mkdirSync(join(folder, 'out'));
      writeFileSync(join(folder, 'out/runs'), 'not a folder');
    },
  }),
];

function writeForeign(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'thesis.txt'), 'nobody may delete this');
}

function unusable(folder: string, found: string): RegExp {
  return new RegExp(
    `^\\[OUTPUT_UNUSABLE\\] checked: the folder for runs and reports \\(OUTPUT_DIR\\), "${folder}.*"\\. Found: (${found})`,
  );
}
