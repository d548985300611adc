import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  folderOf,
  type Place,
  placeOf,
  placesOf,
  readImportRules,
} from '../../scripts/import-rules/import-rules.ts';
import { linterConfig } from '../../scripts/import-rules/linter-overrides.ts';
import { circlesIn } from '../made/circles-in.ts';
import { lintProbes, type Probe } from '../made/lint-probes.ts';
import { sourceTree } from '../made/source-tree.ts';

const rules = readImportRules();
const folders = Object.keys(rules.folders);
const packages = rules.packages.flatMap(({ names }) => names);

function mayImport({ folder, files }: Place, imported: string): boolean {
  if (imported === folder) return true;
  const may = rules.folders[folder]?.may ?? [];
  if (folders.includes(imported))
    return may.includes(imported) || (imported.startsWith('src/') && may.includes('src'));
  const only = rules.packages.find(({ names }) => names.includes(imported))?.only;
  return only === undefined || only.includes(folder) || (files !== undefined && only.includes(files));
}

/** Files that import from every folder and every fenced package, line by line; a folder's lie at several depths. */
function probesOf({ folder, files }: Place): Probe[] {
  const paths =
    files === undefined ? ['', 'deep/', 'deep/down/'].map((sub) => `${folder}/${sub}probe.ts`) : [files];
  return paths.map((path) => ({
    path: path.replaceAll('*', 'probe'),
    imports: [
      ...folders.map((each) => `${each}/imported.ts`),
      ...packages,
      ...packages.map((each) => `${each}/sub`),
    ],
  }));
}

const places = placesOf(rules);
let refused: ReadonlyMap<string, readonly string[]>;
test.beforeAll(() => {
  refused = lintProbes(places.flatMap(probesOf));
});

test("the linter's rules are the ones that the list gives", () => {
  const written = readFileSync(resolve(import.meta.dirname, '../../biome.imports.json'), 'utf8');
  expect(written, '`npm run format:imports` writes it').toBe(linterConfig(rules));
});

for (const place of places) {
  test(`the linter refuses all imports of ${place.files ?? place.folder} that the list does not allow, and no other`, () => {
    for (const { path, imports } of probesOf(place)) {
      const owner = (imported: string) => folderOf(rules, imported) ?? imported.replace(/\/sub$/, '');
      const forbidden = imports.filter((each) => !mayImport(place, owner(each)));
      expect(refused.get(path)?.toSorted() ?? [], path).toEqual(forbidden.toSorted());
    }
  });
}

for (const [path, imported] of [
  ['src/measure/probe.ts', '@playwright/test'],
  ['src/measure/deep/probe.ts', 'src/traffic/imported.ts'],
  ['src/verdict/probe.ts', 'src/report/imported.ts'],
  ['src/compare/probe.ts', 'src/run/imported.ts'],
  ['src/report/probe.ts', 'src/run/imported.ts'],
  ['src/run/probe.ts', 'lanes/imported.ts'],
  ['src/run/probe.ts', 'sandbox/imported.ts'],
  ['fixtures/probe.ts', 'lanes/imported.ts'],
  ['sandbox/deep/probe.ts', 'src/target/imported.ts'],
] as const) {
  test(`the linter refuses ${imported} in ${path}`, () => {
    expect(refused.get(path)).toContain(imported);
  });
}

test('no folder has a sub-folder with the name of a folder that it may not import', () => {
  // The linter sees the import's text alone: in src/traffic/flows, `../run/` could be either.
  const clashes = sourceTree().flatMap(({ path }) => {
    const folder = folderOf(rules, path);
    if (folder === undefined) return [];
    const subFolders = dirname(path).split('/').slice(folder.split('/').length);
    const taken = folders.flatMap((each) => (mayImport({ folder }, each) ? [] : firstName(folder, each)));
    return subFolders.some((each) => taken.includes(each)) ? [path] : [];
  });
  expect(clashes).toEqual([]);
});

function firstName(folder: string, other: string): string {
  const [top = '', below] = other.split('/');
  return folder.startsWith('src/') && below !== undefined ? below : top;
}

test('every import of the project, types included, is one that the list allows', () => {
  const broken = sourceTree().flatMap(({ path, files, packages: named }) => {
    const place = placeOf(rules, path);
    if (place === undefined) return [];
    const imported = [...files.flatMap((each) => folderOf(rules, each) ?? []), ...named];
    return imported.filter((each) => !mayImport(place, each)).map((each) => `${path} imports ${each}`);
  });
  expect(broken).toEqual([]);
});

test('imports between folders form no circle', () => {
  const edges = sourceTree().flatMap(({ path, files }) => {
    const from = folderOf(rules, path);
    return from === undefined ? [] : files.map((each) => [from, folderOf(rules, each) ?? from] as const);
  });
  expect(circlesIn(edges.filter(([from, to]) => from !== to))).toEqual([]);
});

test('imports between files form no circle, by types neither', () => {
  const edges = sourceTree().flatMap(({ path, files }) => files.map((each) => [path, each] as const));
  expect(circlesIn(edges)).toEqual([]);
});

test('every folder of src has its line in the list', () => {
  const top = sourceTree().flatMap(({ path }) => /^src\/[^/]+(?=\/)/.exec(path)?.[0] ?? []);
  expect([...new Set(top)].filter((each) => !folders.includes(each))).toEqual([]);
});
