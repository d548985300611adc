import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The user of the image. */
const UID = 1001;
const OTHERS_MAY_PASS = 0o001;

/** Whom the process of a pod belongs to, and where it may write. */
export interface PodUser {
  /** Empty where no other user can be taken: the process then belongs to who runs the tests. */
  readonly ids: { readonly uid?: number; readonly gid?: number };
  readonly folder: string;
  discard(): void;
}

/**
 * A user as in the image: one that may read the project and write nothing in it. Only root can start processes as another user.
 *
 * @param project that the user has to reach
 * @param names folders to make that the user may write to
 */
export function podUser(project: string, names: readonly string[]): PodUser {
  const isOther = process.getuid?.() === 0 && mayReach(project);
  const folder = mkdtempSync(join(tmpdir(), 'desk-studio-pod-'));
  for (const path of [folder, ...names.map((name) => join(folder, name))]) {
    mkdirSync(path, { recursive: true });
    if (isOther) chownSync(path, UID, UID);
  }
  return {
    ids: isOther ? { uid: UID, gid: UID } : {},
    folder,
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function mayReach(path: string): boolean {
  if ((statSync(path).mode & OTHERS_MAY_PASS) === 0) return false;
  return path === dirname(path) || mayReach(dirname(path));
}
