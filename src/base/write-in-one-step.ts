import { appendFileSync, fstatSync, ftruncateSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { attempt } from './attempt.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Writes a file, and its folder where it is missing, in one step: a reader in another process sees the old file or the new
 * one, never half of it.
 *
 * @throws the file system's error; the old file is still there then
 */
export function writeInOneStep(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${process.pid}.draft`;
  try {
    makeFolder(dirname(path));
    writeFileSync(draft, content);
    renameSync(draft, path);
  } catch (error) {
    // On a full disk even half a draft takes room; in a folder that became read-only there is none.
    attempt(() => rmSync(draft, { force: true }));
    throw error;
  }
}

/**
 * Adds to a file, all or nothing. Synchronous: after it, a `kill -9` cannot lose it.
 *
 * @param file descriptor of a file that nobody else writes to
 * @throws the file system's error
 */
export function appendWhole(file: number, text: string): void {
  const { size } = fstatSync(file);
  try {
    appendFileSync(file, text);
  } catch (error) {
    // A full disk takes a part, which would hide what comes after it.
    attempt(() => ftruncateSync(file, size));
    throw error;
  }
}
