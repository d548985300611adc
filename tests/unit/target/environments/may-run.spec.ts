import { expect, test } from '@playwright/test';
import type { Environment, Environments } from '../../../../src/target/environments/environments.ts';
import { loadEnvironments } from '../../../../src/target/environments/load-environments.ts';
import { mayRun } from '../../../../src/target/environments/may-run.ts';
import { GUIDE_SCENARIOS } from '../../../../src/verdict/thresholds/thresholds.ts';

/** The project's own environments, with addresses as a team would write them into the files. */
const ENVIRONMENTS: Environments = new Map<string, Environment>([
  ...loadEnvironments(),
  ['staging', { ...own('staging'), baseUrl: 'https://staging.example.com' }],
  [
    'production',
    { ...own('production'), baseUrl: 'https://desk.example.com', uiBaseUrl: 'https://app.example.com' },
  ],
]);

function own(name: string): Environment {
  const environment = loadEnvironments().get(name);
  if (environment === undefined) throw new Error(`no environment ${name}`);
  return environment;
}

interface Asked {
  readonly environment?: string;
  readonly uiBaseUrl?: string;
  readonly scenario?: string | undefined;
  readonly allowTarget?: readonly string[];
  readonly allowProductionWrites?: boolean;
}

/** What the guard answers: `writes`, `reads only`, or the code and what was found. */
function answer(baseUrl: string, asked: Asked = {}): string {
  const { environment = 'development', uiBaseUrl = baseUrl, allowTarget = [] } = asked;
  const socket = baseUrl.replace(/^http/, 'ws');
  const permission = mayRun(
    {
      target: {
        environment,
        baseUrl,
        uiBaseUrl,
        socketUrls: { 'messaging.connect': socket, 'showroom.connect': socket },
      },
      scenario: 'scenario' in asked ? asked.scenario : 'smoke',
      allowTarget,
      allowProductionWrites: asked.allowProductionWrites ?? false,
    },
    ENVIRONMENTS,
  );
  if (permission.kind === 'allowed') return permission.writes ? 'writes' : 'reads only';
  return permission.why.message.replace(/^\[(\w+)\] .*Found: (.*)\. Right would be: .*$/, '$1: $2');
}

const ALL_FIVE = [...GUIDE_SCENARIOS];
const HEAVY = ALL_FIVE.filter((scenario) => scenario !== 'smoke');
const unnamed = (host: string) =>
  `TARGET_NOT_ALLOWED: ${host}, but the environment development allows only this machine`;
const smokeOnly = 'SCENARIO_NOT_ALLOWED: production allows only smoke';

/** Target, environment, what was allowed explicitly, scenarios, and what the guard answers without and with writes on production. */
const TABLE: readonly [
  target: string,
  asked: Pick<Asked, 'environment' | 'allowTarget'>,
  scenarios: readonly string[],
  answer: string,
  withProductionWrites: string,
][] = [
  // loopback
  ['http://localhost:8080', {}, ALL_FIVE, 'writes', 'writes'],
  ['http://127.0.0.1:9000', {}, ALL_FIVE, 'writes', 'writes'],
  ['http://127.8.8.8', {}, ALL_FIVE, 'writes', 'writes'],
  ['http://[::1]:8080', {}, ALL_FIVE, 'writes', 'writes'],
  ['http://0x7f000001', {}, ALL_FIVE, 'writes', 'writes'],
  // private
  ['http://10.0.0.5:8080', {}, ALL_FIVE, unnamed('10.0.0.5:8080'), unnamed('10.0.0.5:8080')],
  ['http://192.168.1.7', {}, ALL_FIVE, unnamed('192.168.1.7'), unnamed('192.168.1.7')],
  ['http://desk.local', {}, ALL_FIVE, unnamed('desk.local'), unnamed('desk.local')],
  ['http://0.0.0.0:8080', {}, ALL_FIVE, unnamed('0.0.0.0:8080'), unnamed('0.0.0.0:8080')],
  ['http://10.0.0.5:8080', { allowTarget: ['10.0.0.5'] }, ALL_FIVE, 'writes', 'writes'],
  ['http://10.0.0.5:8080', { allowTarget: ['10.0.0.5:8080'] }, ALL_FIVE, 'writes', 'writes'],
  [
    'http://10.0.0.5:80',
    { allowTarget: ['10.0.0.5:81'] },
    ALL_FIVE,
    unnamed('10.0.0.5'),
    unnamed('10.0.0.5'),
  ],
  // public
  ['https://desk.test', {}, ALL_FIVE, unnamed('desk.test'), unnamed('desk.test')],
  ['https://127.example.com', {}, ALL_FIVE, unnamed('127.example.com'), unnamed('127.example.com')],
  [
    'https://localhost.desk.test',
    {},
    ALL_FIVE,
    unnamed('localhost.desk.test'),
    unnamed('localhost.desk.test'),
  ],
  ['https://desk.test', { allowTarget: ['other.test', 'DESK.test'] }, ALL_FIVE, 'writes', 'writes'],
  ['https://desk.test', { allowTarget: ['desk'] }, ALL_FIVE, unnamed('desk.test'), unnamed('desk.test')],
  // staging
  ['https://staging.example.com', { environment: 'staging' }, ALL_FIVE, 'writes', 'writes'],
  ['https://another.example.com', { environment: 'staging' }, ALL_FIVE, 'writes', 'writes'],
  ['http://localhost:8080', { environment: 'staging' }, ALL_FIVE, 'writes', 'writes'],
  ['http://10.0.0.5:8080', { environment: 'staging' }, ALL_FIVE, 'writes', 'writes'],
  // production, under its name: through a tunnel it is production too
  ['https://desk.example.com', { environment: 'production' }, ['smoke'], 'reads only', 'writes'],
  ['http://localhost:8080', { environment: 'production' }, ['smoke'], 'reads only', 'writes'],
  ['http://10.0.0.5:8080', { environment: 'production' }, ['smoke'], 'reads only', 'writes'],
  ['https://another.example.com', { environment: 'production' }, ['smoke'], 'reads only', 'writes'],
  ['https://desk.example.com', { environment: 'production' }, HEAVY, smokeOnly, smokeOnly],
  ['http://10.0.0.5:8080', { environment: 'production' }, HEAVY, smokeOnly, smokeOnly],
  ['https://another.example.com', { environment: 'production' }, HEAVY, smokeOnly, smokeOnly],
  [
    'https://desk.example.com',
    { environment: 'production' },
    ['baseline', 'lighthouse'],
    smokeOnly,
    smokeOnly,
  ],
  ['http://localhost:8080', { environment: 'production' }, HEAVY, smokeOnly, smokeOnly],
];
for (const [target, asked, scenarios, plain, withWrites] of TABLE) {
  const under = asked.environment === undefined ? '' : ` as ${asked.environment}`;
  const allowed =
    asked.allowTarget === undefined ? '' : ` with --allow-target ${asked.allowTarget.join(',')}`;
  test(`${scenarios.join(', ')} on ${target}${under}${allowed}: ${plain}`, () => {
    for (const scenario of scenarios) {
      expect(answer(target, { ...asked, scenario }), scenario).toBe(plain);
      expect(answer(target, { ...asked, scenario, allowProductionWrites: true }), scenario).toBe(withWrites);
    }
  });
}

test('the table has each kind of address under each environment, with all five scenarios', () => {
  const kinds = [/localhost/, /10\.0\.0\.5/, /https:.*\.(example\.com|test)/];
  for (const environment of [undefined, 'staging', 'production'])
    for (const kind of kinds) {
      const rows = TABLE.filter(([target, asked]) => kind.test(target) && asked.environment === environment);
      const scenarios = new Set(rows.flatMap(([, , some]) => some));
      expect([...scenarios], `${kind} as ${environment}`).toEqual(expect.arrayContaining(ALL_FIVE));
    }
});

for (const [environment, allowTarget] of [
  ['staging', []],
  ['development', ['desk.example.com', 'app.example.com']],
] as const) {
  test(`the addresses of production are refused under the name ${environment}, whatever is allowed`, () => {
    const found = (host: string) =>
      `TARGET_NOT_ALLOWED: ${host}, which belongs to the environment production; this run uses the environment ${environment}`;
    const asked = { environment, allowTarget, allowProductionWrites: true };
    expect(answer('https://desk.example.com', asked)).toBe(found('desk.example.com'));
    expect(answer('http://localhost:8080', { ...asked, uiBaseUrl: 'https://app.example.com' })).toBe(
      found('app.example.com'),
    );
  });
}

test('a web client on another host needs to be allowed too, since people sign in there', () => {
  const found = (allowTarget: readonly string[]) =>
    answer('http://localhost:8080', { uiBaseUrl: 'https://ui.test', allowTarget });
  expect(found([])).toBe(unnamed('ui.test'));
  expect(found(['ui.test'])).toBe('writes');
});

test('a command without a scenario, such as the clean-up, needs the host only', () => {
  expect(answer('https://desk.example.com', { environment: 'production', scenario: undefined })).toBe(
    'reads only',
  );
  expect(answer('https://desk.test', { scenario: undefined })).toBe(unnamed('desk.test'));
});

test('a refusal is one line that says what to do', () => {
  const refused = (environment: string, baseUrl: string, scenario: string) => {
    const target = { environment, baseUrl, uiBaseUrl: baseUrl };
    const socketUrls = { 'messaging.connect': baseUrl, 'showroom.connect': baseUrl };
    const permission = mayRun(
      { target: { ...target, socketUrls }, scenario, allowTarget: [], allowProductionWrites: false },
      ENVIRONMENTS,
    );
    return permission.kind === 'refused' ? permission.why.message : '';
  };
  expect(refused('development', 'https://desk.test', 'smoke')).toBe(
    '[TARGET_NOT_ALLOWED] checked: the addresses of the target. Found: desk.test, but the environment development allows only this machine. ' +
      'Right would be: the name of its environment (production, staging), or --allow-target desk.test (ALLOW_TARGET) ' +
      'when its owner agrees to the load. See docs/environments.md.',
  );
  expect(refused('production', 'https://desk.example.com', 'stress')).toBe(
    '[SCENARIO_NOT_ALLOWED] checked: whether stress may run on production. Found: production allows only smoke. ' +
      'Right would be: smoke, or stress on another environment; environments/production.json says what is allowed. ' +
      'See docs/environments.md.',
  );
});
