import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeOwnFolder } from '../base/own-folder.ts';
import { knownSecrets, noteSecret } from '../base/secrets/known-secrets.ts';
import { appendWhole } from '../base/write-in-one-step.ts';
import { RUN_FOLDERS } from './run-files.ts';
import { type RunFolder, runOfProcess } from './run-folder.ts';

// The main process masks what Playwright wrote, but the workers are given the tokens. They hand them over in files of
// the run's folder that are encrypted with a key of this run. The key is in the environment of the run's processes
// alone, like the password of the test user, so the files tell nothing once the run has ended.

/** Name of the variable with the key, for the processes of a run. */
const KEY_VARIABLE = 'DESK_STUDIO_RUN_KEY';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

const handedOver = new Set<string>();
/** By file: how many of its lines this process has read. */
const linesRead = new Map<string, number>();

/** Makes the key of a run, for this process and those that it starts from now on. */
export function beginSharingSecrets(): void {
  process.env[KEY_VARIABLE] = randomBytes(32).toString('base64');
}

/** Hands all secrets that this process knows to the other processes of its run. Does nothing outside of a run. */
export function shareSecrets(folder: RunFolder | undefined = runOfProcess()): void {
  const key = keyOfRun();
  if (folder === undefined || key === undefined) return;
  const fresh = [...knownSecrets()].filter((secret) => !handedOver.has(secret));
  if (fresh.length === 0) return;
  folder.hold(`${RUN_FOLDERS.secrets}/${process.pid}`, (path) => {
    makeOwnFolder(dirname(path));
    const file = openSync(path, 'a');
    try {
      appendWhole(file, `${encrypt(JSON.stringify(fresh), key)}\n`);
    } finally {
      closeSync(file);
    }
  });
  for (const secret of fresh) handedOver.add(secret);
}

/** Gets to know the secrets that other processes of the run have handed over. */
export function learnSecrets(folder: RunFolder | undefined = runOfProcess()): void {
  const key = keyOfRun();
  if (folder === undefined || key === undefined) return;
  for (const file of filesOf(folder)) {
    // A line that is being written has no end yet: the next call reads it.
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    for (const line of lines.slice(linesRead.get(file) ?? 0))
      for (const secret of JSON.parse(decrypt(line, key)) as string[]) noteSecret(secret);
    linesRead.set(file, lines.length);
  }
}

/** Removes the key and what was handed over, at the end of a run. */
export function endSharingSecrets(folder: RunFolder): void {
  delete process.env[KEY_VARIABLE];
  handedOver.clear();
  linesRead.clear();
  folder.removeFolder(RUN_FOLDERS.secrets);
}

function keyOfRun(): Buffer | undefined {
  const text = process.env[KEY_VARIABLE];
  return text === undefined ? undefined : Buffer.from(text, 'base64');
}

function filesOf(folder: RunFolder): string[] {
  const names = folder.names(RUN_FOLDERS.secrets);
  // A process whose file the folder did not take at some time has two.
  const paths = new Set(names.flatMap((name) => [folder.file(name), folder.place(name)]));
  return [...paths].filter((path) => existsSync(path));
}

function encrypt(text: string, key: Buffer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64');
}

function decrypt(line: string, key: Buffer): string {
  const bytes = Buffer.from(line, 'base64');
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
    'utf8',
  );
}
