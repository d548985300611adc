import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../base/attempt.ts';
import { makeFolder } from '../base/make-folder.ts';
import { acquireProcessLock } from '../base/process-lock.ts';
import { writeInOneStep } from '../base/write-in-one-step.ts';
import { ACCOUNT_POOL } from './run-files.ts';

/** Accounts by their e-mails. Neither passwords nor tokens: TEST_PASSWORD is the password of all of them. */
type Accounts = Readonly<Record<string, { readonly userId: string; readonly dealershipId: string }>>;

interface PoolFile {
  readonly version: 1;
  /** By the address of the target, the one that was used last at the end. */
  readonly targets: Readonly<Record<string, Accounts>>;
}

/** Targets come and go, such as those on free ports. */
const MOST_TARGETS = 20;
const NOTHING: PoolFile = { version: 1, targets: {} };

/** What earlier runs have seen on a target. */
export interface NotedAccounts {
  /** The ids of their users by the e-mails. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Why the file could not be read; undefined when it could, or there is none. */
  readonly fault: string | undefined;
}

/** An account that a run has seen on its target. */
export interface SeenAccount {
  readonly email: string;
  readonly userId: string;
  readonly dealershipId: string;
}

/** The path of the file in a folder of reports. */
export function accountPoolPath(outputFolder: string): string {
  return join(outputFolder, ACCOUNT_POOL);
}

/** The accounts of a target that earlier runs have noted; none where the file is missing or damaged. */
export function notedAccounts(outputFolder: string, baseUrl: string): NotedAccounts {
  const { pool, fault } = readPool(accountPoolPath(outputFolder));
  const accounts = Object.entries(pool.targets[baseUrl] ?? {});
  return { accounts: new Map(accounts.map(([email, { userId }]) => [email, userId])), fault };
}

/**
 * Notes the accounts of a target for later runs. Several processes may do so at the same time. A damaged file is written anew.
 *
 * @param lost what was noted of a target that was reset, which is forgotten unless it was noted anew since; empty for any other
 * @throws the file system's error
 */
export async function noteAccounts(
  outputFolder: string,
  baseUrl: string,
  seen: readonly SeenAccount[],
  lost: NotedAccounts['accounts'],
): Promise<void> {
  const path = accountPoolPath(outputFolder);
  makeFolder(outputFolder);
  const release = await acquireProcessLock(`${path}.lock`);
  try {
    const { [baseUrl]: before = {}, ...others } = readPool(path).pool.targets;
    const kept = Object.entries(before).filter(([email, { userId }]) => lost.get(email) !== userId);
    const own = {
      ...Object.fromEntries(kept),
      ...Object.fromEntries(seen.map(({ email, ...account }) => [email, account])),
    };
    const targets = Object.fromEntries([...Object.entries(others), [baseUrl, own]].slice(-MOST_TARGETS));
    const file: PoolFile = { ...NOTHING, targets };
    writeInOneStep(path, `${JSON.stringify(file, undefined, '\t')}\n`);
  } finally {
    release();
  }
}

function readPool(path: string): { readonly pool: PoolFile; readonly fault: string | undefined } {
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isPoolFile(file)
      ? { pool: file, fault: undefined }
      : { pool: NOTHING, fault: 'it is not a list of accounts of this version' };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { pool: NOTHING, fault: isMissing ? undefined : messageOf(error) };
  }
}

function isPoolFile(file: unknown): file is PoolFile {
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return (
    isRecord(file) &&
    file.version === NOTHING.version &&
    isRecord(file.targets) &&
    Object.values(file.targets).every(
      (accounts) =>
        isRecord(accounts) &&
        Object.values(accounts).every(
          (each) =>
            isRecord(each) && typeof each.userId === 'string' && typeof each.dealershipId === 'string',
        ),
    )
  );
}
