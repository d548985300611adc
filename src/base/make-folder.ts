import { lstatSync, type MakeDirectoryOptions, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Node's own recursive mode (Node 24) never returns for a folder in `/proc`, and calls a
 * read-only file system `ENOENT`.
 *
 * @throws the file system's error, or one that names a link that leads nowhere
 */
export function makeFolder(path: string, options: MakeDirectoryOptions = {}): void {
  const isFolder = () => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder()) return;
  if (dirname(path) !== path) makeFolder(dirname(path), options);
  try {
    mkdirSync(path, options);
  } catch (error) {
    // Another process may have made it at the same time.
    if (isFolder()) return;
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there?.isSymbolicLink() && statSync(path, { throwIfNoEntry: false }) === undefined)
      throw new Error(`a link that leads nowhere, ${path}`, { cause: error });
    throw error;
  }
}
