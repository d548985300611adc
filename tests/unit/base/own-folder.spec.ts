import { mkdirSync, statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { makeOwnFolder } from '../../../src/base/own-folder.ts';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('only the owner may look into the folder, whether it is new or not; those above it are as usual', () => {
  const above = test.info().outputPath('reports');
  const usual = test.info().outputPath('usual');
  mkdirSync(usual);
  makeOwnFolder(`${above}/run`);
  expect(modeOf(`${above}/run`)).toBe('700');
  expect(modeOf(above)).toBe(modeOf(usual));

  mkdirSync(`${above}/open`, { mode: 0o755 });
  makeOwnFolder(`${above}/open`);
  expect(modeOf(`${above}/open`)).toBe('700');
});
