import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { startOwnSandbox } from '../suite/own-sandbox.ts';
import { test } from '../suite/suite-test.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const RUN =
  'scripts/run-load-tests.ts smoke development --duration 15s --vus 3 --operations "tax.*" -- traffic.spec';

/** Runs a shell script from the project's folder, with the command of a short run as `$RUN`. */
function shell(script: string, settings: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: PROJECT,
    env: { PATH, HOME, RUN: `"${process.execPath}" ${RUN}`, ...settings },
    encoding: 'utf8',
    timeout: 180_000,
    killSignal: 'SIGKILL',
  });
  return { status, stdout, printed: `${stdout}${stderr}` };
}

/** What happens to the disk six seconds after the traffic began. */
const DISKS = [
  ['gets full', 'cat /dev/zero > "$OUTPUT_DIR/filler"'],
  ['becomes read-only', 'mount --bind "$OUTPUT_DIR" "$OUTPUT_DIR" && mount -o remount,bind,ro "$OUTPUT_DIR"'],
] as const;

for (const [what, fault] of DISKS)
  test(`a disk that ${what} while a run is on costs it no figure, and the run says what is elsewhere`, {
    annotation: { type: 'row' },
  }, ({ sandbox }) => {
    test.skip(
      process.platform !== 'linux' || process.getuid?.() !== 0,
      'only root may mount a disk, and in this way on Linux alone',
    );
    const disk = test.info().outputPath('disk');
    mkdirSync(disk, { recursive: true });
    const script = `
      mount -t tmpfs -o size=48m disk "$OUTPUT_DIR"
      ( until ls "$OUTPUT_DIR"/runs/*/clock.json; do sleep 0.2; done; sleep 6; ${fault} ) >/dev/null 2>&1 &
      eval "$RUN"`;
    const { status, stdout, printed } = shell(`unshare -m bash -c '${script}'`, {
      OUTPUT_DIR: disk,
      BASE_URL: sandbox.url,
    });

    expect(status, printed).toBe(0);
    expect(stdout).toMatch(/^smoke against .+: PASSED$/m);
    expect(printed.match(/^The run's folder takes no more files .+$/gm)).toHaveLength(1);
    expect(printed.match(/^Allure's results are incomplete: .+$/gm)).toHaveLength(1);
    expect(printed).not.toMatch(/^ +at .+:\d+:\d+\)?$/m);
    const [, names = '', elsewhere = ''] =
      /Not in the run's folder.+?: (.+?)\. They are in (\S+):/.exec(printed) ?? [];
    expect(names.split(', ')).toContain(RUN_FILES.summary);
    const { traffic } = JSON.parse(readFileSync(join(elsewhere, RUN_FILES.summary), 'utf8')) as RunRecord;
    expect(traffic?.slices.at(-1)?.toMs, 'the last slice is in the record').toBeGreaterThan(14_000);
    spawnSync('rm', ['-rf', elsewhere]);
  });

test('a run whose output nobody reads any more ends as usual, with everything on disk', {
  annotation: { type: 'row' },
}, ({ sandbox }) => {
  const output = test.info().outputPath('output');
  const { status, stdout } = shell('set -o pipefail; eval "$RUN" 2>&1 | head -2', {
    OUTPUT_DIR: output,
    BASE_URL: sandbox.url,
  });
  expect(status).toBe(0);
  expect(stdout.trimEnd().split('\n')).toHaveLength(2);
  const run = join(output, 'latest');
  expect(readFileSync(join(run, RUN_FILES.summaryText), 'utf8')).toMatch(/^smoke against .+: PASSED$/m);
  expect(existsSync(join(run, RUN_FILES.htmlReport))).toBe(true);
});

test('two runs in one folder at the same time: each prints its own summary and report, and leaves its own', {
  annotation: { type: 'row' },
}, async ({ sandbox }) => {
  const other = await startOwnSandbox();
  try {
    const output = test.info().outputPath('output');
    const texts = ['one', 'two'].map((name) => test.info().outputPath(`${name}.txt`));
    const urls = [sandbox.url, other.url];
    const runs = urls.map((url, index) => `(BASE_URL=${url} eval "$RUN") >"${texts[index]}" 2>&1 &`);
    shell(`${runs.join('\n')}\nwait`, { OUTPUT_DIR: output });
    const places = texts.map((text, index) => {
      const printed = readFileSync(text, 'utf8');
      const summaries = [...printed.matchAll(/^Summary: (.+)\/summary\.json$/gm)].map(([, place]) => place);
      expect(summaries, printed).toHaveLength(1);
      const [place = ''] = summaries;
      expect(printed).toMatch(new RegExp(`^Report: +file://.*${basename(place)}/index\\.html$`, 'm'));
      expect(readFileSync(join(place, RUN_FILES.summaryText), 'utf8')).toContain(
        `smoke against ${urls[index]}`,
      );
      return place;
    });
    expect(new Set(places).size).toBe(2);
  } finally {
    await other.stop();
  }
});
