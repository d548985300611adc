import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readCommand } from '../../../../scripts/command-line/read-command.ts';
import { PROJECT_ENVIRONMENTS } from '../../../../src/target/environments/load-environments.ts';

const read = (line: string, env: NodeJS.ProcessEnv = {}) =>
  readCommand(line === '' ? [] : line.split(' '), env, '/home/somebody');

/** The command of a line that is right. */
function run(line: string, env?: NodeJS.ProcessEnv) {
  const command = read(line, env);
  if (command.kind !== 'run') throw new Error(`found ${command.kind} for ${line}, right would be run`);
  return command;
}

test('each flag becomes the variable of its setting', () => {
  const { scenario, env } = run(
    'stress staging --vus 300 --duration=20m --base-url https://staging.example.com ' +
      '--output-dir /tmp/results --operations deals.*,tax.calculate --sla --debug',
  );
  expect(scenario).toBe('stress');
  expect(env).toEqual({
    ENVIRONMENT: 'staging',
    VUS: '300',
    DURATION: '20m',
    BASE_URL: 'https://staging.example.com',
    OUTPUT_DIR: '/tmp/results',
    OPERATIONS: 'deals.*,tax.calculate',
    SLA: 'true',
    DEBUG: 'true',
    ENV_FILE: 'none',
  });
});

test('the run reads no .env again: a CI=false that the command was given would lose to a CI=true there', () => {
  const { settings, env } = run('smoke', { CI: 'false', ENV_FILE: '.env.staging' });
  expect(settings.ci).toBe(false);
  expect([env.CI, env.ENV_FILE]).toEqual([undefined, 'none']);
});

test('two scenarios are refused: one at a time', () => {
  expect(() => read('smoke stress')).toThrow(/the scenario.*"smoke stress".*one scenario at a time/);
});

test('a flag wins over its variable, and other variables stay', () => {
  const { env } = run('smoke development --vus 5', {
    VUS: '50',
    DURATION: '30s',
    TEST_USERNAME: 'a@b.example',
  });
  expect(env).toMatchObject({ VUS: '5', DURATION: '30s', TEST_USERNAME: 'a@b.example' });
});

test('the environment is that of the variable, else development, when the line names none', () => {
  expect(run('smoke').env.ENVIRONMENT).toBe('development');
  const fromVariable = run('smoke', { ENVIRONMENT: 'staging', BASE_URL: 'https://staging.example.com' });
  expect(fromVariable.env.ENVIRONMENT).toBe('staging');
});

test('a relative output folder is meant from where the caller stands', () => {
  expect(run('smoke development --output-dir out').env.OUTPUT_DIR).toBe(join('/home/somebody', 'out'));
});

test('CI takes the colours away, by the flag as by the variable', () => {
  for (const command of [
    run('smoke development --ci', { FORCE_COLOR: '1', NO_COLOR: '1' }),
    run('smoke development', { CI: 'true', FORCE_COLOR: '1' }),
  ]) {
    expect(command.settings.ci).toBe(true);
    expect(command.env).toMatchObject({ CI: 'true', FORCE_COLOR: '0' });
    expect(command.env.NO_COLOR).toBeUndefined();
  }
});

test('CI=false stands for no CI job', () => {
  const command = run('smoke development', { CI: 'false' });
  expect(command.settings.ci).toBe(false);
  expect(command.env.CI).toBeUndefined();
});

test('scenario and environment may be swapped, as the former script took them', () => {
  const { scenario, env } = run('development smoke --vus 3');
  expect([scenario, env.ENVIRONMENT]).toEqual(['smoke', 'development']);
  expect(complaintOf('development smok')).toContain('"smok". Right would be: smoke, most likely');
});

test('as in the former script a smoke of development is meant when nothing is named', () => {
  expect(run('')).toMatchObject({ scenario: 'smoke', settings: { environment: 'development' } });
  expect(run('development')).toMatchObject({ scenario: 'smoke', settings: { environment: 'development' } });
  expect(run('staging', { BASE_URL: 'https://staging.test' }).settings.environment).toBe('staging');
});

test('the flags of the former script go on: the test user, without a report, without a baseline', () => {
  const { env, makesReport, notes, hidesArguments, passedOn } = run(
    'smoke development --test-user a@b.example --test-password geheim --no-html --no-baseline',
  );
  expect(env).toMatchObject({ TEST_USERNAME: 'a@b.example', TEST_PASSWORD: 'geheim' });
  expect([makesReport, hidesArguments, passedOn]).toEqual([false, true, []]);
  expect(notes).toEqual([
    expect.stringMatching(/^--test-password: .*other users .* TEST_PASSWORD or \.env hide it$/),
    '--no-baseline: it changes nothing, limits always count',
  ]);
  expect(run('smoke')).toMatchObject({ makesReport: true, hidesArguments: false, notes: [] });
});

test('the check without load may run on production, and takes no users', () => {
  const BASE_URL = 'https://desk.test';
  expect(run('check production', { BASE_URL })).toMatchObject({ scenario: 'check' });
  expect(complaintOf('check development --vus 3')).toContain(
    'check as the scenario, which has neither users',
  );
  expect(complaintOf('baseline production', { BASE_URL })).toMatch(/^\[SCENARIO_NOT_ALLOWED\]/);
  expect(complaintOf('smoke development', { BASE_URL })).toMatch(/^\[TARGET_NOT_ALLOWED\]/);
});

test('a password behind a flag is in no complaint', () => {
  const twice = complaintOf('smoke development --test-password geheim --test-password geheim2');
  expect(twice).toContain('Found: the same flag twice. Right would be: the flag once');
  expect(twice).not.toContain('geheim');
});

test('what stands after -- is passed on as it is', () => {
  expect(run('smoke development --vus 3 -- create-deal --workers 2').passedOn).toEqual([
    'create-deal',
    '--workers',
    '2',
  ]);
});

test('bursts and audits are run like a scenario', () => {
  expect(run('baseline development').scenario).toBe('baseline');
  expect(run('lighthouse development').scenario).toBe('lighthouse');
});

test('--help asks for help, whatever else is on the command line', () => {
  expect([read('--help').kind, read('-h').kind, read('nonsense --help').kind]).toEqual([
    'help',
    'help',
    'help',
  ]);
});

/** A wrong line, and what its one line of complaint has to contain: what was found, and what would be right. */
const refused: readonly [line: string, ...parts: string[]][] = [
  ['smoek development', '"smoek"', 'smoke, most likely'],
  ['smoke prod', '"prod"', 'production, most likely'],
  ['smoke development again', '"again"', 'none'],
  ['smoke development --vus 0', '--vus', '"0"', 'from 1 to 1000000'],
  ['smoke development --vus -5', '--vus', '"-5"', 'from 1 to 1000000'],
  ['smoke development --vus', '--vus', 'no value', '--vus 300'],
  ['smoke development --vus --ci', '--vus', 'no value', '--vus 300'],
  ['smoke development --vuss 3', '--vuss', 'no such flag', '--vus,'],
  ['smoke development -x', '-x', 'no such flag', '--help'],
  ['smoke development --vus 3 --vus 4', '--vus', 'the same flag twice, with 3 and with 4', 'the flag once'],
  ['smoke development --ci --ci', '--ci', 'the same flag twice', 'the flag once'],
  ['smoke development --duration 5', '--duration', '"5", without a unit', '30s'],
  ['smoke development --operations ,,', '--operations', '",,"', 'ids or patterns'],
  ['smoke development --duration 20x', '--duration', '"20x"', '30s, 20m or 1h30m'],
  ['smoke development --base-url localhost:8080', '--base-url', '"localhost:8080"', 'http://host:port'],
  ['smoke development --operations deels.create', '--operations', 'deels.create', 'deals.create'],
  ['smoke development --arrivals even', '--arrivals', '"even"', 'set RATE as well, or remove this setting'],
  ['smoke development --ci=no', '--ci', '"no"', 'it takes none'],
  ['smoke development --open --ci', '--open', '--ci', 'one of them'],
  ['smoke development --test-password', '--test-password', 'no value', '--test-password secret'],
  ['baseline development --vus 3', '--vus', 'baseline', 'a scenario'],
  ['lighthouse development --rate 5', '--rate', 'lighthouse', 'a scenario'],
  ['baseline development --accounts 50', '--accounts', 'baseline', 'a scenario'],
  ['smoke staging', 'BASE_URL', 'staging has no address', 'the address of its gateway'],
];
for (const [line, ...parts] of refused) {
  test(`the line "${line}" is refused by one line that says what would be right`, () => {
    const complaint = complaintOf(line);
    expect(complaint).toMatch(
      /^\[BAD_SETTING\] checked: .+\. Found: .+\. Right would be: .+\. See docs\/settings\.md\.$/,
    );
    for (const part of parts) expect(complaint).toContain(part);
  });
}

test('everything that is wrong with a line and with the variables is in one message', () => {
  const complaint = complaintOf('smoek prod --vuss 3 --duration 1s --open --ci', { SLA: 'maybe', RATE: '0' });
  expect(complaint.split('\n')).toEqual([
    '[BAD_SETTING] checked: the flag --vuss, the scenario, the environment, --open, --duration, RATE, SLA. ' +
      'Found: 7 mistakes. Right would be: ',
    '  - the flag --vuss: --vus, or one of those that --help lists; found no such flag',
    '  - the scenario: smoke, most likely (of smoke, load, stress, spike, soak, capacity, baseline, lighthouse, check); found "smoek"',
    '  - the environment: production, most likely (of development, production, staging); found "prod"',
    '  - --open: one of them; found --ci as well, which opens nothing',
    '  - --duration: at least 5 seconds and at most 48 hours, such as 30s, 20m or 1h30m; found "1s"',
    '  - RATE: requests per second, from 0.1 to 1000000; found "0"',
    '  - SLA: true or false (or 1/0, yes/no, on/off); found "maybe". See docs/settings.md.',
  ]);
});

test('the value of a misspelt flag is not a word of the command, a word after a misspelt switch is one', () => {
  expect(complaintOf('--vuss 3 smoke')).toContain('checked: the flag --vuss. Found: no such flag');
  expect(complaintOf('--opne smoke')).toContain('checked: the flag --opne. Found: no such flag');
});

test('a setting that a later check refuses is named by its flag too', () => {
  expect(complaintOf('smoke --max-vus 5 --vus 10 --rate 2')).toContain('checked: --max-vus. Found: "5"');
  expect(complaintOf('smoke --vus 10 --rate 2', { MAX_VUS: '5' })).toContain('checked: MAX_VUS. Found: "5"');
});

test('a complaint never repeats a password that stands in an address', () => {
  expect(complaintOf('smoke development --base-url http://me:geheim@host')).not.toContain('geheim');
});

function complaintOf(line: string, env: NodeJS.ProcessEnv = {}): string {
  try {
    read(line, env);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing was refused';
}

test('a journey that does not exist is named with the flag or the variable that named it', () => {
  expect(() => read('smoke development --journeys foo')).toThrow(/checked: --journeys\. Found: "foo"/);
  expect(() => read('smoke', { JOURNEYS: 'foo' })).toThrow(/checked: JOURNEYS\. Found: "foo"/);
});

test('a misspelt name in the limits of the environment is refused before anything starts', () => {
  const ENVIRONMENTS_DIR = test.info().outputPath('environments');
  cpSync(PROJECT_ENVIRONMENTS, ENVIRONMENTS_DIR, { recursive: true });
  const file = join(ENVIRONMENTS_DIR, 'staging.json');
  const row = { scenario: 'laod', p95Ms: 700, since: '2026-11-28', reason: 'Fewer cores.' };
  const staging: object = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...staging, limits: { scenarios: [row] } }));
  const env = { ENVIRONMENTS_DIR, BASE_URL: 'https://staging.example.com' };
  expect(() => read('load staging', env)).toThrow(
    /^\[BAD_ENVIRONMENT\] .*staging[\s\S]*right would be load, most likely \(of smoke, load, stress, /,
  );
  expect(run('load development', { ENVIRONMENTS_DIR }).scenario).toBe('load');
});
