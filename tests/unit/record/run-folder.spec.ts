import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  newRunId,
  pointedAt,
  pointLatestAt,
  RUN_ID_VARIABLE,
  RunFolder,
  takeGivenRunId,
} from '../../../src/record/run-folder.ts';

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

test('latest points at the run, also when it pointed at another before', () => {
  test.skip(process.platform === 'win32', 'links need a privilege there; a file with the path stands in');
  const reports = emptyFolder('reports');
  for (const time of ['10', '11']) expect(pointLatestAt(reports, runAt(reports, time))).toBe(true);
  expect(readlinkSync(join(reports, 'latest'))).toBe(join('runs', runAt(reports, '11').runId));
  expect(pointedAt(reports)).toBe(runAt(reports, '11').path);
  expect(readdirSync(reports)).toEqual(['latest']);
});

test('latest points at the run of a folder that was moved, or that a container had under another path', () => {
  const [before, after] = [emptyFolder('mounted'), test.info().outputPath('of-the-host')];
  expect(pointLatestAt(before, runAt(before, '10'))).toBe(true);
  renameSync(before, after);
  expect(pointedAt(after)).toBe(runAt(after, '10').path);
});

test('a file with the path of a run, for systems without links, gives way to the next run', () => {
  const reports = emptyFolder('reports');
  writeFileSync(join(reports, 'latest'), `${runAt(reports, '10').path}\n`);
  expect(pointedAt(reports)).toBe(runAt(reports, '10').path);
  expect(pointLatestAt(reports, runAt(reports, '11'))).toBe(true);
  expect(pointedAt(reports)).toBe(runAt(reports, '11').path);
});

for (const [what, make] of [
  [
    'a folder',
    (latest: string) => {
      mkdirSync(latest);
      writeFileSync(join(latest, 'kept.txt'), 'mine');
    },
  ],
  ['a file', (latest: string) => writeFileSync(latest, 'mine')],
  ['a link to elsewhere', (latest: string) => symlinkSync('/tmp', latest, 'dir')],
] as const)
  test(`${what} called latest that the suite did not make stays as it is`, () => {
    const reports = emptyFolder('reports');
    const latest = join(reports, 'latest');
    make(latest);
    const before = lstatSync(latest);
    expect(pointLatestAt(reports, runAt(reports, '10'))).toBe(false);
    expect(pointedAt(reports)).toBeUndefined();
    expect(lstatSync(latest)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(readdirSync(reports)).toEqual(['latest']);
  });

test('a command gives the id of a run to one run, and nothing but an id', () => {
  const env: NodeJS.ProcessEnv = { [RUN_ID_VARIABLE]: '2026-11-23T10-00-00-smoke-a1b2' };
  expect(takeGivenRunId(env)).toBe('2026-11-23T10-00-00-smoke-a1b2');
  expect(takeGivenRunId(env)).toBeUndefined();
  expect(takeGivenRunId({ [RUN_ID_VARIABLE]: '../../elsewhere' })).toBeUndefined();
});

function emptyFolder(name: string): string {
  const path = test.info().outputPath(name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** The folder of a run that began at this hour. */
function runAt(reports: string, hour: string): RunFolder {
  return new RunFolder(join(reports, 'runs', `2026-11-23T${hour}-00-00-smoke-a1b2`));
}

test('a file of a run that is damaged is named, with what is wrong with it', () => {
  const folder = new RunFolder(test.info().outputPath('damaged'));
  mkdirSync(folder.path, { recursive: true });
  writeFileSync(folder.file('summary.json'), '{"version":');
  expect(() => folder.read('summary.json')).toThrow(
    /^\[BAD_SETTING\] checked: .+summary\.json\. Found: no JSON \(.+\)\. Right would be: the file as the run wrote it/,
  );
});
