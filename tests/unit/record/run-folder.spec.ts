import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { newRunId, pointLatestAt, RunFolder } from '../../../src/record/run-folder.ts';

const folderOf = (name: string) => new RunFolder(test.info().outputPath(name));

test('what was written is read back, in folders that are made on the way', () => {
  const folder = folderOf('run-1');
  folder.write('verdicts/traffic.json', [{ kind: 'pass' }]);
  expect(folder.read('verdicts/traffic.json')).toEqual([{ kind: 'pass' }]);
  expect(folder.runId).toBe('run-1');
});

test('a file that is not there is undefined', () => {
  expect(folderOf('run-2').read('clock.json')).toBeUndefined();
});

test('writing leaves no draft behind', () => {
  const folder = folderOf('run-3');
  for (const atMs of [1, 2, 3]) folder.write('progress.json', { atMs });
  expect(readdirSync(folder.path)).toEqual(['progress.json']);
});

test('run ids sort by time and say what ran', () => {
  const at = (time: string) => newRunId('smoke', new Date(time), 0.5);
  expect(at('2026-11-23T09:30:05.999Z')).toBe('2026-11-23T09-30-05-smoke-8000');
  expect(newRunId('load', new Date(0), 0)).toMatch(/-load-0000$/);
  expect([at('2026-11-23T10:00:00Z'), at('2026-11-23T09:59:59Z')].sort()).toEqual([
    at('2026-11-23T09:59:59Z'),
    at('2026-11-23T10:00:00Z'),
  ]);
});

test('latest points at the run, also when it pointed elsewhere before', () => {
  test.skip(process.platform === 'win32', 'links need a privilege there; a file with the path stands in');
  const reports = test.info().outputPath('reports');
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'latest'), 'a leftover');
  for (const name of ['run-5', 'run-6']) pointLatestAt(reports, folderOf(name));
  expect(readlinkSync(join(reports, 'latest'))).toBe(folderOf('run-6').path);
});
