import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HostileRow, row, setting } from './hostile-row.ts';

const RUN = '2026-11-24T10-00-00-smoke-a1b2';
/** Port 9 of this machine, where nothing listens. */
const CLOSED = 'http://127.0.0.1:9';
const line = (found: string) => setting('the command line', found);
/** Nothing of it is slow: these commands load little. */
const FAST = { inNpmTest: 'as a process' } as const;

/** A run's folder with these files. */
function runWith(files: Readonly<Record<string, string>>) {
  return (folder: string) => {
    const path = join(folder, 'kept/runs', RUN);
    mkdirSync(path, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  };
}

/** Words, flags and folders that the other commands cannot use. */
export const COMMAND_ROWS: readonly HostileRow[] = [
  row('N01', 'npm run report -- nosuch', setting('the run "nosuch" in .+', 'no run at all'), FAST),
  row('N02', 'npm run report', setting('the run "latest" in .+', 'no run at all')),
  row('N03', 'npm run report -- a b', setting('the runs to report on', '2 of them')),
  row('N04', 'npm run report -- --opne', line("Unknown option '--opne'"), FAST),
  row('N05', 'npm run merge', setting('the segments to merge', 'none of them')),
  row('N06', 'npm run merge -- a b', setting('the run "a" in .+', 'no run at all')),
  row('N07', 'npm run report -- --output-dir', line("Option '--output-dir <value>' argument missing")),
  row(
    'N08',
    `npm run report -- ${RUN} --output-dir {folder}/kept`,
    setting('the run to report on, .+', 'no s'),
    {
      prepare: runWith({}),
    },
  ),
  row('N09', 'npm run report -- x --output-dir {folder}/kept', setting('the run "x" in .+', '1 runs, none'), {
    prepare: runWith({}),
  }),
  row(
    'N10',
    'npm run report -- ../../../../etc',
    setting('the run "../../../../etc" in .+', 'no run at all'),
  ),
  row('N11', 'npm run report -- --help', /^Usage: npm run report/, { expectedExit: 0 }),
  row('N20', 'npm run compare -- a b c', setting('the runs to compare', '3 of them'), FAST),
  row('N21', 'npm run compare', setting('the run "latest" in .+', 'no run at all'), FAST),
  row('N22', 'npm run compare -- x y', setting('the run "y" in .+', 'no run at all')),
  row('N23', 'npm run compare -- --jsno', line("Unknown option '--jsno'"), FAST),
  row('N24', 'npm run compare -- --json=yes', line("Option '--json' does not take an argument")),
  row(
    'N25',
    `npm run compare -- ${RUN} --output-dir {folder}/kept`,
    setting(`the run ${RUN}`, 'no summary'),
    {
      prepare: runWith({}),
    },
  ),
  row('N26', `npm run compare -- ${RUN} --output-dir {folder}/kept`, setting('.+summary\\.json', 'no JSON'), {
    prepare: runWith({ 'summary.json': '{"version":' }),
  }),
  row('N27', `npm run report -- ${RUN} --output-dir {folder}/kept`, setting('.+summary\\.json', 'no JSON'), {
    prepare: runWith({ 'summary.json': '{"version":' }),
  }),
  row('N28', `npm run report -- ${RUN} --output-dir {folder}/kept`, setting('the version of .+', '99'), {
    prepare: runWith({ 'summary.json': '{"version":99}' }),
  }),
  row('N30', 'npm run cleanup -- foo', setting('the environment', '"foo"'), FAST),
  row('N31', 'npm run cleanup -- staging production', setting('the words after the environment', '"prod')),
  row('N32', 'npm run cleanup -- staging', setting('BASE_URL', 'nothing, and staging has no address')),
  row('N33', 'npm run cleanup -- --older-than soon', setting('--older-than', 'soon')),
  row(
    'N34',
    'npm run cleanup -- --older-than -1h',
    line('--older-than, followed by something that begins with -'),
  ),
  row('N35', 'npm run cleanup -- --force', line("Unknown option '--force'"), FAST),
  row('N36', 'npm run cleanup -- --base-url nowhere', setting('BASE_URL', '"nowhere"')),
  row('N37', 'npm run cleanup -- --dry-run=no', line("Option '--dry-run' does not take an argument")),
  row('N38', `npm run cleanup -- --base-url ${CLOSED}`, /^\[TARGET_UNREACHABLE\] .*127\.0\.0\.1:9/),
  row(
    'N39',
    'npm run cleanup -- --base-url http://desk.example.com',
    /^\[TARGET_NOT_ALLOWED\] .*desk\.example/,
  ),
  row('N40', 'npm run bench -- --rounds x', setting('--rounds', '"x"'), FAST),
  row('N41', 'npm run bench -- --rounds 0', setting('--rounds', '"0"'), FAST),
  row('N42', 'npm run bench -- --seconds 1e9', setting('--seconds', '"1e9"')),
  row('N43', "npm run bench -- --only ' , '", setting('--only', '" , "'), FAST),
  row('N44', 'npm run bench -- --only nosuchtool', setting('--only', '"nosuchtool"'), FAST),
  row('N46', 'npm run bench -- --only k6 --only wrk', setting('the flag --only', 'the same flag twice')),
  row(
    'N47',
    'npm run cleanup -- --older-than 1h --older-than 2h',
    setting('the flag --older-than', 'the same flag twice'),
  ),
  row('N45', 'npm run bench -- all', line("Unexpected argument 'all'")),
  row('N50', 'npm run calibrate -- --part x', setting('--part', '"x"'), FAST),
  row('N51', 'npm run calibrate -- --seconds 0', setting('--seconds', '"0"'), FAST),
  row('N52', 'npm run calibrate -- --runs 101', setting('--runs', '"101"')),
  row('N53', 'npm run calibrate -- --asitis', line("Unknown option '--asitis'"), FAST),
  row('N60', 'npm run prove:verdicts -- x', setting('case', '"x"'), FAST),
  row('N61', 'npm run prove:verdicts -- load --runs none', setting('--runs', '"none"'), FAST),
  row('N62', 'npm run prove:verdicts -- --keep', line("Option '--keep <value>' argument missing")),
  row('N63', 'npm run prove:verdicts -- load --duration 5', setting('--duration', '"5"')),
  row('N70', 'npm run bench:compare -- --pairs x', setting('--pairs', '"x"'), FAST),
  row('N71', 'npm run bench:compare -- --seconds 4', setting('--seconds', '"4"')),
  row('N80', 'npm run audits:compare -- --page home', setting('--page', '"home"')),
  row('N81', 'npm run audits:compare -- --audits 0', setting('--audits', '"0"')),
  row('N82', 'npm run page-cost -- --visits 5', setting('--visits', '"5"')),
  row('N83', 'npm run page-cost -- 30', line("Unexpected argument '30'")),
  row('N87', 'npm run evidence-cost -- --samples 5', setting('--samples', '"5"')),
  row('N84', 'npm run spread -- sell-boat', setting('journey', '"sell-boat"')),
  row('N85', 'npm run spread -- --rounds 1', setting('--rounds', '"1"')),
  row('N86', 'npm run spread', /^\[BAD_SETTING\] checked: VUS\. Found: "x"/, { env: { VUS: 'x' } }),
  row('N90', 'npm run sandbox', /^\[BAD_SETTING\] .*PORT is "x"/, { env: { PORT: 'x' }, ...FAST }),
  row('N91', 'npm run sandbox', /^\[BAD_SETTING\] .*BCRYPT_COST is "3"/, {
    env: { BCRYPT_COST: '3' },
    ...FAST,
  }),
  row('N92', 'npm run sandbox', /^\[BAD_SETTING\] .*LOG_LEVEL is "loud"/, { env: { LOG_LEVEL: 'loud' } }),
  row('N93', 'npm run sandbox', /^\[BAD_SETTING\] .*FAULTS is "slow"/, { env: { FAULTS: 'slow' } }),
  row('N94', 'npm run sandbox', /^\[BAD_SETTING\] .*PII_ENCRYPTION_KEY is 8 characters/, {
    env: { PII_ENCRYPTION_KEY: 'deadbeef' },
  }),
  row('N95', 'npm run sandbox', /^\[BAD_SETTING\] .*DATABASE_URL is something else/, {
    env: { DATABASE_URL: 'mysql://root:hunter2@db' },
    ...FAST,
  }),
  row('N96', 'npm run sandbox', /^\[SANDBOX_FAILED\] DATABASE_URL: the database at 127\.0\.0\.1:9 cannot/, {
    env: { PORT: '0', DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:9/desk' },
  }),
  row('N97', 'npm run sandbox', /^\[SANDBOX_FAILED\] REDIS_URL: no Redis answers at 127\.0\.0\.1:9/, {
    env: { PORT: '0', REDIS_URL: 'redis://127.0.0.1:9' },
  }),
  row('N98', 'npm run sandbox', /^\[SANDBOX_FAILED\] Cannot listen at 192\.0\.2\.1:8080/, {
    env: { HOST: '192.0.2.1' },
    ...FAST,
  }),
  row('N99', 'npm run browser', /^\[BROWSER_MISSING\] .*Found: no such file/, {
    env: { DESK_BROWSER: '/nonexistent' },
  }),
];
