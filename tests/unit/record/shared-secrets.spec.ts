import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { knownSecrets, noteSecret } from '../../../src/base/secrets/known-secrets.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import {
  beginSharingSecrets,
  endSharingSecrets,
  learnSecrets,
  shareSecrets,
} from '../../../src/record/shared-secrets.ts';
import { forgetSecrets } from '../../made/forget-secrets.ts';
import { HARD_PASSWORD } from '../../made/secret-writings.ts';

function runFolder(): RunFolder {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  return folder;
}

test('what one process hands over another one of the run learns, and the disk has none of it', () => {
  const folder = runFolder();
  beginSharingSecrets();
  noteSecret(HARD_PASSWORD);
  shareSecrets(folder);
  const [file = ''] = readdirSync(folder.file('secrets'));
  const written = readFileSync(folder.file(`secrets/${file}`), 'utf8');
  expect(written).toMatch(/^[\w+/=]+\n$/);
  expect(Buffer.from(written, 'base64').toString()).not.toContain(HARD_PASSWORD.slice(0, 4));

  forgetSecrets(HARD_PASSWORD);
  learnSecrets(folder);
  expect(knownSecrets().has(HARD_PASSWORD)).toBe(true);

  endSharingSecrets(folder);
  expect(readdirSync(folder.path), 'nothing is left at the end of the run').toEqual([]);
});

test('a secret is handed over once, and what comes later is learnt later', () => {
  const folder = runFolder();
  beginSharingSecrets();
  noteSecret('the first secret');
  shareSecrets(folder);
  learnSecrets(folder);
  shareSecrets(folder);
  noteSecret('the second secret');
  shareSecrets(folder);
  const file = folder.file(`secrets/${process.pid}`);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  forgetSecrets('the second secret');
  learnSecrets(folder);
  expect(knownSecrets().has('the second secret')).toBe(true);
  endSharingSecrets(folder);
});

test('outside of a run nothing is written', () => {
  const folder = runFolder();
  noteSecret('a secret of nobody');
  shareSecrets(folder);
  learnSecrets(folder);
  expect(readdirSync(folder.path)).toEqual([]);
});
