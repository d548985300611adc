import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { SpareFolder } from '../../../src/record/spare-folder.ts';

const source = (path: string) => pathToFileURL(resolve(import.meta.dirname, '../../../src', path)).href;

test('a process that has no file descriptor left loses the progress of that moment, says one line, and goes on', () => {
  test.skip(process.platform === 'win32', 'ulimit is a command of a Unix shell');
  const runId = `2026-11-23T10-00-07-smoke-${process.pid}`;
  const folder = new RunFolder(test.info().outputPath(runId));
  const program = `
    import { closeSync, openSync } from 'node:fs';
    import { attempt } from ${JSON.stringify(source('base/attempt.ts'))};
    import { RunFolder } from ${JSON.stringify(source('record/run-folder.ts'))};
    const folder = new RunFolder(${JSON.stringify(folder.path)});
    // As the traffic writes it every second.
    const write = (atMs) => attempt(() => folder.write('progress.json', { atMs }), (why) => console.log(why)) ;
    write(1);
    const held = [];
    try { for (;;) held.push(openSync('/dev/null', 'r')); } catch ({ code }) { console.log(code); }
    write(2);
    write(3);
    for (const file of held.splice(0, 4)) closeSync(file);
    console.log(JSON.stringify(folder.read('progress.json')));
    write(4);
    folder.bringHome();
    console.log(JSON.stringify(folder.read('progress.json')));`;
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', 'ulimit -n 64; exec "$0" --input-type=module --eval "$1"', process.execPath, program],
    { encoding: 'utf8' },
  );

  expect(status, stderr).toBe(0);
  const [code, second, third, ...read] = stdout.trimEnd().split('\n');
  expect(code).toBe('EMFILE');
  for (const line of [second, third]) expect(line).toMatch(/^EMFILE: too many open files/);
  expect(read, 'the last one that could be written, then the newest').toEqual(['{"atMs":1}', '{"atMs":4}']);
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(
      /^The run's folder takes no more files \(EMFILE: .+\): the run goes on, and keeps them in /,
    ),
  ]);
  expect(readFileSync(folder.file('progress.json'), 'utf8')).toContain('"atMs": 4');
  expect(new SpareFolder(runId).names(), 'files left elsewhere').toEqual([]);
});
