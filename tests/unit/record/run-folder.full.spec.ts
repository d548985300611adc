import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { takeMeasuringTurn } from '../../../src/record/measuring-turn.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { SpareFolder } from '../../../src/record/spare-folder.ts';

test.skip(process.platform !== 'linux', 'nobody may make files in /sys, which is a folder of Linux');

/** A folder that takes no files, whoever the user is, and where they go instead. */
function fullFolder(number: number): { folder: RunFolder; spare: SpareFolder } {
  const runId = `2026-11-23T10-00-0${number}-smoke-${process.pid}`;
  const spare = new SpareFolder(runId);
  spares.push(spare);
  return { folder: new RunFolder(join('/sys', runId)), spare };
}

const spares: SpareFolder[] = [];
const said: string[] = [];
const { error: toTerminal } = console;
test.beforeEach(() => {
  console.error = (line: string) => said.push(line);
});
test.afterEach(() => {
  console.error = toTerminal;
  said.length = 0;
  for (const spare of spares.splice(0)) spare.discard();
});

test('a file that the folder does not take is kept elsewhere, and read from there by every process of the run', () => {
  const { folder, spare } = fullFolder(1);
  folder.write('rounds/login-1.json', { number: 1 });
  const inOtherProcess = new RunFolder(folder.path);
  expect(inOtherProcess.read('rounds/login-1.json')).toEqual({ number: 1 });
  expect(inOtherProcess.names('rounds')).toEqual(['rounds/login-1.json']);
  expect(inOtherProcess.place('rounds/login-1.json')).toBe(spare.file('rounds/login-1.json'));
});

test('the run says once that its folder takes no more files, and why', () => {
  const { folder, spare } = fullFolder(2);
  for (const number of [1, 2]) folder.write(`rounds/login-${number}.json`, { number });
  expect(said).toEqual([expect.stringMatching(new RegExp(`takes no more files \\(E.+${spare.path}$`))]);
});

test('what is removed is not read any more', () => {
  const { folder } = fullFolder(3);
  folder.write('measuring.json', { journey: 'login' });
  folder.remove('measuring.json');
  expect(folder.read('measuring.json')).toBeUndefined();
});

test('a round has its turn to measure there too', async () => {
  const { folder } = fullFolder(4);
  const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 });
  await turn.does({ kind: 'visits' });
  expect(folder.read('measuring.json')).toMatchObject({ journey: 'login', kind: 'visits' });
  turn.end();
  expect(folder.read('measuring.json')).toBeUndefined();
});

test('an error that another folder would not help against is thrown', () => {
  const { folder, spare } = fullFolder(5);
  const mistake = new TypeError('no text');
  expect(() =>
    folder.hold('plan.json', () => {
      throw mistake;
    }),
  ).toThrow(mistake);
  expect(existsSync(spare.path)).toBe(false);
});

test('once there is room, files go into the folder again, and those kept elsewhere come home', () => {
  const spare = new SpareFolder(`2026-11-23T10-00-06-smoke-${process.pid}`);
  spares.push(spare);
  const folder = new RunFolder(test.info().outputPath(`2026-11-23T10-00-06-smoke-${process.pid}`));
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  for (const name of ['progress.json', 'verdicts/traffic.json'])
    new RunFolder(join('/sys', folder.runId)).write(name, { atMs: 1 });
  expect(spare.prepare('x', full)).toBe(spare.file('x'));
  folder.write('progress.json', { atMs: 2 });
  expect(folder.read('progress.json')).toEqual({ atMs: 2 });
  expect(folder.read('verdicts/traffic.json')).toEqual({ atMs: 1 });
  expect(folder.bringHome()).toBeUndefined();
  expect(readFileSync(folder.file('verdicts/traffic.json'), 'utf8')).toContain('"atMs": 1');
  expect(existsSync(spare.path)).toBe(false);
  expect(readdirSync(folder.path).sort()).toEqual(['progress.json', 'verdicts']);
  rmSync(folder.path, { recursive: true });
});
