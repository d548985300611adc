import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const SCRIPT = resolve(import.meta.dirname, '../../../scripts/ensure-installed.sh');

/** Does what `npm ci` does as far as the script can see it, and counts how often it was asked. */
const FAKE_NPM = `#!/bin/sh
echo "$*" >> npm-calls
echo 'npm warn something of no interest'
sleep 0.2
mkdir -p node_modules/.bin
ln -sf "$PINNED_NODE" node_modules/.bin/node
echo '{}' > node_modules/.package-lock.json
`;

/** A project with nothing but a lock file, and the npm that it would find on a machine. */
function project(npm = FAKE_NPM) {
  const folder = test.info().outputPath('project');
  const bin = test.info().outputPath('bin');
  mkdirSync(join(folder, 'scripts'), { recursive: true });
  mkdirSync(bin, { recursive: true });
  copyFileSync(SCRIPT, join(folder, 'scripts/ensure-installed.sh'));
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(bin, 'npm'), npm, { mode: 0o755 });
  if (!existsSync(join(bin, 'node'))) symlinkSync(process.execPath, join(bin, 'node'));
  const run = (more: NodeJS.ProcessEnv = {}, onSaid = (_text: string) => {}) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
      const env = { PATH: `${bin}:/usr/bin:/bin`, PINNED_NODE: process.execPath, ...more };
      const child = execFile(
        'sh',
        [join(folder, 'scripts/ensure-installed.sh')],
        { cwd: '/', env },
        (error, stdout, stderr) =>
          done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
      child.stdout?.on('data', (text) => onSaid(String(text)));
    });
  const calls = () => {
    const path = join(folder, 'npm-calls');
    return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  };
  return { folder, run, calls };
}

test.skip(process.platform === 'win32', 'the script is for systems with a POSIX shell');

test('what is missing is installed from the lock file, once', async () => {
  const { run, calls } = project();
  expect((await run()).code).toBe(0);
  expect(await run()).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(calls()).toEqual(['ci --include=dev --no-audit --no-fund']);
});

test('a lock file that is newer than what is installed is installed again', async () => {
  const { folder, run, calls } = project();
  await run();
  const later = Date.now() / 1000 + 10;
  utimesSync(join(folder, 'package-lock.json'), later, later);
  await run();
  expect(calls()).toHaveLength(2);
});

test('what npm says is shown only when it fails, and nothing runs then', async () => {
  const { run } = project("#!/bin/sh\necho 'npm error the disk is full'\nexit 7\n");
  const { code, stderr } = await run();
  expect(code).toBe(1);
  expect(stderr).toContain('npm error the disk is full');
  expect(stderr).toContain('[INSTALL_FAILED] checked: npm ci. Found: a failure; the lines above say why');
});

test('two starts at once install once', async () => {
  const { run, calls } = project();
  const [first, second] = await Promise.all([run(), run()]);
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(calls()).toHaveLength(1);
});

test('the lock of a start that was killed does not hold the next one up', async () => {
  const { folder, run, calls } = project();
  mkdirSync(join(folder, 'reports'));
  // Above the largest process id of Linux: nobody has it.
  symlinkSync('4194305', join(folder, 'reports/.installing'));
  expect((await run()).code).toBe(0);
  expect(calls()).toHaveLength(1);
});

test('a start that waits for another one says for which', async () => {
  const { folder, run } = project();
  mkdirSync(join(folder, 'reports'));
  const lock = join(folder, 'reports/.installing');
  symlinkSync(String(process.pid), lock);
  // It would wait for as long as the lock is there, and the lock is there until it says so.
  const started = run({}, (said) => {
    if (said.includes('Waiting for process')) rmSync(lock, { force: true });
  });
  expect(await started).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`Waiting for process ${process.pid}, which installs the packages`),
  });
});

test('who may not write where the lock lies gets one line, and nothing is waited for', async () => {
  const { folder, run, calls } = project();
  writeFileSync(join(folder, 'reports'), 'a file');
  expect(await run()).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^\[INSTALL_FAILED\] checked: .*\/reports, .*\. Found: no write access for \S+\. Right would be: .*\n$/,
    ),
  });
  expect(calls()).toEqual([]);
});

test('install scripts that were not allowed show by what they left out', async () => {
  const { run } = project('#!/bin/sh\nmkdir -p node_modules\necho {} > node_modules/.package-lock.json\n');
  const { code, stderr } = await run();
  expect(code).toBe(1);
  expect(stderr).toContain('allowScripts');
});

test('NODE_OPTIONS that Node refuses are one line that names them', async () => {
  const { run } = project();
  await run();
  for (const [options, why] of [
    ['--nosuch', '.*--nosuch.*'],
    ['--require /nonexistent.js', "Error: Cannot find module '/nonexistent.js'"],
  ])
    expect(await run({ NODE_OPTIONS: options })).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        new RegExp(
          `^\\[INSTALL_FAILED\\] checked: NODE_OPTIONS, "${options}"\\. Found: a refusal by Node, ${why}\\. Right would be: .*\n$`,
        ),
      ),
    });
});
