import { readFileSync } from 'node:fs';
import { matchesGlob, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Which folder may import which, and who may use which package: what `import-rules.json` says. */
export interface ImportRules {
  /** By folder, from the ground floor up. `src` in a list stands for all folders of src. */
  readonly folders: Readonly<Record<string, { readonly may: readonly string[]; readonly why: string }>>;
  readonly packages: readonly PackageRule[];
}

/** Packages that only some may import: whole folders, or the files of a folder that a pattern names. */
export interface PackageRule {
  readonly names: readonly string[];
  readonly only: readonly string[];
  readonly why: string;
}

/** Files that share all their rules: a folder, or those of its files that may use a package which the rest may not. */
export interface Place {
  readonly folder: string;
  /** The pattern that picks the files; undefined for the rest of the folder. */
  readonly files?: string;
}

/** Reads `import-rules.json` of this repository. */
export function readImportRules(): ImportRules {
  return JSON.parse(readFileSync(resolve(ROOT, 'import-rules.json'), 'utf8')) as ImportRules;
}

/** The folder of the rules that a file or folder belongs to; undefined for one that has no rules, such as `docs`. */
export function folderOf(rules: ImportRules, path: string): string | undefined {
  return Object.keys(rules.folders).find((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** The folders that this one may not import from, itself not counted. */
export function forbiddenFolders(rules: ImportRules, folder: string): string[] {
  const may = rules.folders[folder]?.may ?? [];
  return Object.keys(rules.folders).filter(
    (other) => other !== folder && !may.includes(other) && !(other.startsWith('src/') && may.includes('src')),
  );
}

/** The rules about packages that shut this place out. */
export function forbiddenPackages({ packages }: ImportRules, { folder, files }: Place): PackageRule[] {
  return packages.filter(
    ({ only }) => !only.includes(folder) && !(files !== undefined && only.includes(files)),
  );
}

/** All places: each folder, followed by those of its files that have rules of their own. */
export function placesOf(rules: ImportRules): Place[] {
  const patterns = new Set(
    rules.packages.flatMap(({ only }) => only.filter((each) => !(each in rules.folders))),
  );
  return Object.keys(rules.folders).flatMap((folder) => [
    { folder },
    ...[...patterns].filter((files) => files.startsWith(`${folder}/`)).map((files) => ({ folder, files })),
  ]);
}

/** The place of a file; undefined where no rules hold. */
export function placeOf(rules: ImportRules, path: string): Place | undefined {
  const folder = folderOf(rules, path);
  return placesOf(rules)
    .filter((place) => place.folder === folder)
    .findLast(({ files }) => files === undefined || matchesGlob(path, files));
}
