import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type HostileRow, row, setting } from './hostile-row.ts';

/** Leaves a process no file descriptor to connect with. */
const HOLDER = resolve(import.meta.dirname, '../made/holds-all-descriptors.ts');
const VUS = setting('VUS', '"x"');
/** A run that ends with a line about VUS, when nothing before it breaks. */
const x = { VUS: 'x' };
const missing = (found: string) => new RegExp(`^\\[BROWSER_MISSING\\] .*Found: ${found}`);

const ROWS: readonly HostileRow[] = [
  row('A215', 'run smoke', missing('a program that prints no version'), { env: { DESK_BROWSER: '/bin/ls' } }),
  row('A216', 'run smoke', missing('no such file'), {
    env: { DESK_BROWSER: '/nonexistent' },
    inNpmTest: 'as a process',
  }),
  row('A217', 'npx playwright test --project=smoke login', missing('a program that prints no version'), {
    env: { DESK_BROWSER: '/bin/ls' },
  }),
  row('M01', 'run smoke', missing('no program'), { env: { DESK_BROWSER: '/usr' } }),
  row('M02', 'run smoke', missing('no program'), {
    env: { DESK_BROWSER: '{folder}/chrome' },
    prepare: (folder) => writeFileSync(join(folder, 'chrome'), '#!/bin/sh\nexit 1\n', { mode: 0o644 }),
  }),
  row('M03', 'run smoke', missing('none, and none could be installed'), {
    env: { DESK_BROWSER: '{folder}/chrome' },
    prepare: (folder) => {
      writeFileSync(join(folder, 'chrome'), '#!/bin/sh\necho Chromium 140.0.0.0\n');
      chmodSync(join(folder, 'chrome'), 0o755);
    },
  }),
  row('A223', './scripts/run-load-tests.sh smoke', /^\[INSTALL_FAILED\] checked: NODE_OPTIONS, "--nosuch"/, {
    env: { NODE_OPTIONS: '--nosuch' },
  }),
  row(
    'A224',
    './scripts/run-load-tests.sh smoke',
    /^\[INSTALL_FAILED\] checked: NODE_OPTIONS, .*nonexistent/,
    {
      env: { NODE_OPTIONS: '--require /nonexistent.js' },
    },
  ),
  row('A222', 'run smoke', VUS, { env: { ...x, NODE_OPTIONS: '--max-old-space-size=4096', LC_ALL: 'C' } }),
  row('A221', 'run smoke', VUS, {
    env: { ...x, TZ: 'Asia/Kolkata', LANG: 'de_DE.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  }),
  row('M10', 'run smoke', VUS, { env: { ...x, TZ: 'No/Where', LC_ALL: 'xx_XX' } }),
  row('M11', 'run smoke', VUS, { env: { ...x, NODE_ENV: 'production' } }),
  row('M12', 'run smoke', VUS, { env: { ...x, HOME: '/nonexistent', TMPDIR: '/nonexistent' } }),
  row('M13', 'unset HOME PATH; run smoke', VUS, { env: x }),
  row('M14', 'run smoke <&-', VUS, { env: x }),
  row('M15', 'run smoke >&-', VUS, { env: x }),
  row('M16', 'run smoke >/dev/full', VUS, { env: x }),
  row('M17', 'cd {folder} && rmdir gone && cd "$OLDPWD" && run smoke', VUS, {
    env: x,
    prepare: (folder) => mkdirSync(join(folder, 'gone')),
  }),
  row('M18', 'ulimit -s 256; run smoke', VUS, { env: x }),
  row('M19', 'run smoke', VUS, {
    env: { ...x, DEBUG: 'pw:api', FORCE_COLOR: '1', NO_COLOR: '1', TERM: 'dumb' },
  }),
  row('M20', 'run smoke', VUS, {
    env: { ...x, NODE_NO_WARNINGS: '', npm_config_loglevel: 'silly', CI: 'no' },
  }),
  row('A225', 'run smoke', VUS, { env: { ...x, CI: '1' } }),
  row('A226', 'run smoke', VUS, { env: { ...x, CI: 'yes' } }),
  row('A267', 'run smoke', setting('RATE', '"0"'), { env: { CI: 'maybe', RATE: '0' } }),
  // Git on Windows may write CRLF, which no shell takes: .gitattributes keeps it from doing so.
  row(
    'M23',
    'git -c core.autocrlf=true clone -q . {folder}/clone && ! git -C {folder}/clone ls-files --eol | grep "i/lf *w/crlf" && ' +
      '{folder}/clone/scripts/run-load-tests.sh --help',
    /^Usage: /,
    { expectedExit: 0 },
  ),
  row(
    'M21',
    'npx playwright test --project=unit tests/unit/base/duration.spec.ts --reporter=./src/report/text/tally-reporter.ts',
    /^\[1\/\d+\] /,
    { env: { CI: 'false' }, expectedExit: 0 },
  ),
  row(
    'M24',
    'npx playwright test --project=smoke traffic',
    /^\[OWN_FAULT\] checked: GET http:\/\/127\.0\.0\.1:\d+\/health\. Found: .*file descriptors \(EMFILE\)/,
    {
      target: ({ answer }) => answer({ body: Buffer.from('nobody gets here') }),
      env: { BASE_URL: '{target}', NODE_OPTIONS: `--import=${HOLDER}` },
      expectedExit: 3,
      hasRun: true,
    },
  ),
  row(
    'M22',
    'ulimit -n 200; npx playwright test --project=stress traffic',
    /^\[BAD_SETTING\] checked: whether the run can begin\. Found: 2 faults/,
    {
      env: { BASE_URL: 'http://127.0.0.1:9' },
      hasRun: true,
      listed: /200 files, and 500 users need \d+\. Right would be: a higher limit, `ulimit -n/,
    },
  ),
];

/** Browsers, and what a shell, a pipeline or a machine does to a process: no check within another process could see it. */
export const MACHINE_ROWS: readonly HostileRow[] = ROWS.map((each) =>
  each.inNpmTest === 'in process' ? { ...each, inNpmTest: 'no' } : each,
);
