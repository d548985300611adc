import { HOSTILE_FOLDERS, type HostileRow } from '../../made/hostile-folders.ts';

/** Port 9 of this machine, where nothing listens. */
const CLOSED = 'http://127.0.0.1:9';

/** `run` is the command line of the suite, `playwright` that of Playwright. */
const row = (id: string, command: string, expectedLine: RegExp, env: HostileRow['env'] = {}): HostileRow => ({
  id,
  command,
  env,
  expectedExit: 1,
  expectedLine,
});

const setting = (name: string, found: string) =>
  new RegExp(`^\\[BAD_SETTING\\] checked: ${name}\\. Found: ${found}.*\\. Right would be: .+`);

/** Commands that are refused before anything starts. */
export const REFUSED_ROWS: readonly HostileRow[] = [
  row('A001', 'run', setting('the scenario', 'none')),
  row('A002', 'run smok', setting('the scenario', '"smok"')),
  row('A003', 'run smoke develoment', setting('the environment', '"develoment"')),
  row('A004', 'run smoke development extra', setting('the words after the environment', '"extra"')),
  row('A005', 'run smoke development --no-such-flag', setting('the flag --no-such-flag', 'no such flag')),
  row('A006', 'run smoke development --vus', setting('the flag --vus', 'no value')),
  row('A007', 'run smoke development --vus 3 --vus 4', setting('the flag --vus', 'the same flag twice')),
  row('A008', 'run smoke development --vus 0', setting('--vus', '"0"')),
  row('A009', 'run smoke development --vus -5', setting('--vus', '"-5"')),
  row('A010', 'run smoke development --vus 1e9', setting('--vus', '"1e9"')),
  row('A011', 'run smoke development --vus abc', setting('--vus', '"abc"')),
  row('A012', 'run smoke development --duration 0', setting('--duration', '"0", without a unit')),
  row('A013', 'run smoke development --duration -1m', setting('--duration', '"-1m"')),
  row('A014', 'run smoke development --duration 5', setting('--duration', '"5", without a unit')),
  row('A015', 'run smoke development --duration 1x', setting('--duration', '"1x"')),
  row('A016', 'run smoke development --duration 99999h', setting('--duration', '"99999h"')),
  row('A017', 'run smoke development --vus=3.5', setting('--vus', '"3.5"')),
  row('A019', 'run smoke staging', setting('BASE_URL', 'nothing, and staging has no address')),
  row('A021', 'run smoke development --no-html', setting('the flag --no-html', 'a flag of the former')),
  row(
    'A022',
    'run smoke development --no-baseline',
    setting('the flag --no-baseline', 'a flag of the former'),
  ),
  row(
    'A024',
    'run smoke development --test-password=x',
    setting('the flag --test-password', 'a flag of the'),
  ),
  row('A026', 'run smoke development', setting('BASE_URL', '"not a url"'), { BASE_URL: 'not a url' }),
  row('A027', 'run smoke development', setting('BASE_URL', '"ftp:'), { BASE_URL: 'ftp://localhost' }),
  row('A028', 'run smoke development', setting('BASE_URL', 'an address with a user in it \\(not shown\\)'), {
    BASE_URL: 'http://user:s3cretpw@localhost:18081',
  }),
  row('A030', 'run smoke development', setting('BASE_URL', '"localhost:'), { BASE_URL: 'localhost:18081' }),
  row('A031', 'run smoke development', setting('BASE_URL', '"http:'), { BASE_URL: 'http://localhost:99999' }),
  row('A035', 'run smoke development --arrivals poisson', setting('--arrivals', '"poisson"')),
  row('A036', 'run smoke development --rate 50 --arrivals often', setting('--arrivals', '"often"')),
  row('A037', 'run smoke development --rate nan', setting('--rate', '"nan"')),
  row('A038', 'run smoke development --max-vus 5', setting('--max-vus', '"5"')),
  row('A039', 'run smoke development --device phone', setting('--device', '"phone"')),
  row('A040', 'run smoke development --open --ci', setting('--open', '--ci as well')),
  row('A041', 'run smoke development --operations nothing.*', setting('--operations', '"nothing')),
  row('A042', 'run smoke development', setting('OPERATIONS', '",,"'), { OPERATIONS: ',,' }),
  row('A043', 'run smoke development', /^\[BAD_THRESHOLDS\] checked: the tables in \/nonexistent/, {
    THRESHOLDS_DIR: '/nonexistent',
  }),
  row('A045', 'playwright test --project=smoke', setting('VUS', '"abc"'), { VUS: 'abc' }),
  row('A046', 'run smoke development', setting('TLS_VERIFY', '"maybe"'), { TLS_VERIFY: 'maybe' }),
  row('A047', 'run smoke development', setting('METRICS_PORT', '"99999"'), { METRICS_PORT: '99999' }),
  row('A048', 'run smoke development', setting('METRICS_HOST', '"0.0.0.0"'), { METRICS_HOST: '0.0.0.0' }),
  row('A049', 'run smoke development', setting('SHIMS', '"S9"'), { SHIMS: 'S9' }),
  row('A050', 'run smoke development', setting('DEALERSHIP_ID', '"xyz"'), { DEALERSHIP_ID: 'xyz' }),
  // Scenario and environment in the order of the former script: what is refused is the number of users.
  row('A052', 'run development smoke --vus 0', setting('--vus', '"0"')),
  row('A053', 'run smoke production --vus 3', setting('BASE_URL', 'nothing, and production has no address')),
  row('A054', 'playwright test --project=smoek', /^\[BAD_OPTION\] .*Found: "smoek"\. Right would be: smoke,/),
  row('A056', 'playwright test --project=smoke', setting('ENVIRONMENT', '"prod"'), { ENVIRONMENT: 'prod' }),
  row('A215', 'run smoke development', /^\[BROWSER_MISSING\] .*Found: a program that prints no version/, {
    DESK_BROWSER: '/bin/ls',
  }),
  row('A216', 'run smoke development', /^\[BROWSER_MISSING\] .*Found: no such file/, {
    DESK_BROWSER: '/nonexistent',
  }),
  row('A217', 'playwright test --project=smoke login', /^\[BROWSER_MISSING\] checked: DESK_BROWSER/, {
    DESK_BROWSER: '/bin/ls',
  }),
  row('A264', 'run smoke development', setting('TEST_USERNAME', '"notamail"'), { TEST_USERNAME: 'notamail' }),
  row('A265', 'run smoke development --ci=maybe', setting('the flag --ci', 'the value "maybe"')),
  row('A266', 'run smoke development --sla=maybe', setting('the flag --sla', 'the value "maybe"')),
  row('A267', 'run smoke development', setting('RATE', '"0"'), { CI: 'maybe', RATE: '0' }),
  row(
    'A123',
    'playwright test --project=smoke traffic',
    /^\[TARGET_UNREACHABLE\] .*Found: no answer \(refused\)/,
    { BASE_URL: CLOSED },
  ),
  row(
    'S301',
    'playwright test --project=smoke traffic login',
    /^\[TARGET_UNREACHABLE\] checked: whether the run can begin\. Found: 2 faults/,
    { BASE_URL: CLOSED, UI_BASE_URL: 'http://127.0.0.1:7' },
  ),
  ...HOSTILE_FOLDERS.map((each) => ({ ...each, env: {} })),
];
