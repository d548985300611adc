import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';

const OWNER_ONLY = 0o700;

/**
 * Makes a folder that only its owner may look into, so that other users of the machine cannot read what is in it. The
 * folders above it are made as usual. A folder that is there already is closed to others too.
 */
export function makeOwnFolder(path: string): void {
  makeFolder(dirname(path));
  makeFolder(path, { mode: OWNER_ONLY });
  chmodSync(path, OWNER_ONLY);
}
