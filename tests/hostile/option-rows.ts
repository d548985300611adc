import { type HostileRow, row } from './hostile-row.ts';

const SMOKE = 'npx playwright test --project=smoke';
const bad = (found: string) => new RegExp(`^\\[BAD_OPTION\\] .*Found: ${found}`);
/** Nothing answers there: what gets this far ends there too. */
const env = { BASE_URL: 'http://127.0.0.1:9' };

/** Options of Playwright that would measure something else than the run says. */
export const OPTION_ROWS: readonly HostileRow[] = [
  row('A045', SMOKE, /^\[BAD_SETTING\] checked: VUS\. Found: "abc"/, { env: { VUS: 'abc' } }),
  row('A054', 'npx playwright test --project=smoek', bad('"smoek"\\. Right would be: smoke,'), {
    inNpmTest: 'as a process',
  }),
  row('A055', `${SMOKE} --no-such`, /^error: unknown option '--no-such'$/, {
    isOfPlaywright: true,
    inNpmTest: 'as a process',
  }),
  row('A209', `${SMOKE} --list`, /^Total: \d+ tests in \d+ files$/, { expectedExit: 0 }),
  row('A056', SMOKE, /^\[BAD_SETTING\] checked: ENVIRONMENT\. Found: "prod"/, {
    env: { ENVIRONMENT: 'prod' },
  }),
  row('A202', `${SMOKE} --repeat-each=2 traffic`, bad('--repeat-each'), { env }),
  row('A201', `${SMOKE} --shard=1/2 traffic`, bad('--shard'), { env }),
  row('A203', `${SMOKE} --retries=2 traffic`, bad('--retries'), { env }),
  row('A204', `${SMOKE} --grep nothingmatches`, bad('none of the project smoke'), { env }),
  row('A206', `${SMOKE} --last-failed`, bad('--last-failed'), { env }),
  row('A214', `${SMOKE} nosuchfile`, bad('none of the project smoke'), { env }),
  row('O01', `${SMOKE} -x`, bad('-x or --max-failures'), { env }),
  row('O02', `${SMOKE} --max-failures=1`, bad('-x or --max-failures'), { env }),
  row('O03', `${SMOKE} --fully-parallel`, bad('--fully-parallel'), { env }),
  row('O04', `run smoke development -- --retries=1`, bad('--retries'), { env, inNpmTest: 'no' }),
  row('O05', `${SMOKE} --project=nosuch`, bad('"nosuch"'), { env }),
  row(
    'A210',
    `${SMOKE} --project=load traffic`,
    /^\[BAD_SETTING\] checked: the projects to run\. Found: smoke, load/,
    { env },
  ),
  row('A200', `${SMOKE} --workers=1`, /^\[NOT_ENOUGH_WORKERS\] .*Found: 1 for 4 lanes/, { env }),
  row('A211', `${SMOKE} --headed login`, bad('--headed, and no display'), { env }),
  row('A212', `${SMOKE} --ui`, bad('--ui, and no display'), { env }),
  row('O07', `${SMOKE} login --debug`, bad('--debug, and no display'), { env }),
  row('O06', SMOKE, /^\[BAD_SETTING\] checked: JOURNEYS\. Found: "foo"/, {
    env: { ...env, JOURNEYS: 'foo' },
  }),
  row('A207', `${SMOKE} --reporter=line traffic`, /^\[TARGET_UNREACHABLE\] /, { env, hasRun: true }),
  row('A208', `${SMOKE} --reporter=dot traffic`, /^\[TARGET_UNREACHABLE\] /, { env, hasRun: true }),
  row('A213', `${SMOKE} --trace=on traffic`, /^\[TARGET_UNREACHABLE\] /, { env, hasRun: true }),
];
