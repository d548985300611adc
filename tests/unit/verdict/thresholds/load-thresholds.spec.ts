import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { operations } from '../../../../src/target/catalogue.ts';
import { loadThresholds, PROJECT_TABLES } from '../../../../src/verdict/thresholds/load-thresholds.ts';

const operationIds = operations.map(({ id }) => id);

interface Edits {
  readonly global?: (content: Row) => void;
  readonly operations?: (content: { operations: Row[]; services: Row[] }) => void;
  readonly scenarios?: (content: { scenarios: Row[] }) => void;
  readonly journeys?: (content: { journeys: Row[] }) => void;
}
// biome-ignore lint/suspicious/noExplicitAny: the tests put wrong types into the tables on purpose.
type Row = any;

/** A copy of the project's tables with mistakes put in; returns the message of the error, or an empty text. */
function messageAfter(edits: Edits): string {
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  for (const [name, edit] of Object.entries(edits)) {
    const path = join(folder, `${name}.json`);
    const content = JSON.parse(readFileSync(path, 'utf8'));
    edit(content);
    writeFileSync(path, JSON.stringify(content));
  }
  try {
    loadThresholds(folder, { operationIds });
    return '';
  } catch (error) {
    return String(error);
  }
}

test('the tables of the project have no mistake', () => {
  expect(messageAfter({})).toBe('');
});

test('a row without an operation and an operation without a row are errors', () => {
  const message = messageAfter({
    operations: (content) => {
      content.operations[2].operation = 'gateway.alive';
    },
  });
  expect(message).toContain(
    'operations.json, operations row 3 (gateway.alive): found a row without operation',
  );
  expect(message).toContain('operations.json: found operation gateway.live without a row');
});

test('two rows for one operation are an error', () => {
  const message = messageAfter({
    operations: (content) => content.operations.push(content.operations[0]),
  });
  expect(message).toContain(
    '(gateway.health): found a second row for this operation; right would be row 1 alone',
  );
});

const wrongValues: readonly [claim: string, edits: Edits, message: string][] = [
  [
    'text with a unit',
    { operations: ({ operations: [row] }) => Object.assign(row.baseline, { p95Ms: '500ms' }) },
    'operations row 1 (gateway.health): found baseline.p95Ms "500ms"; right would be milliseconds as a number',
  ],
  [
    'seconds where milliseconds are meant',
    { operations: ({ operations: [row] }) => Object.assign(row.baseline, { p95Ms: 0.5 }) },
    'operations row 1 (gateway.health): found baseline.p95Ms 0.5; right would be milliseconds as a number',
  ],
  [
    'per cent where a share is meant',
    { scenarios: ({ scenarios: [row] }) => Object.assign(row, { errorRate: 1 }) },
    'scenarios row 1 (smoke): found errorRate 1; right would be a share of requests',
  ],
  [
    'a p99 below the p95',
    { operations: ({ operations: [row] }) => Object.assign(row.baseline, { p99Ms: 200 }) },
    'operations row 1 (gateway.health): found baseline.p99Ms 200 below p95Ms 300',
  ],
  [
    'a member without its unit',
    { operations: ({ operations: [row] }) => Object.assign(row.baseline, { p95: 300 }) },
    'operations row 1 (gateway.health): found baseline with the unknown member "p95"; right would be only p95Ms, p99Ms',
  ],
  [
    'a missing day of change',
    { journeys: ({ journeys: [row] }) => Reflect.deleteProperty(row.steps[1], 'since') },
    'journeys row 1 (login), steps row 2 (sign in): found without since',
  ],
  [
    'an SLA looser than the baseline',
    { global: ({ sla }) => Object.assign(sla, { errorRate: 0.02 }) },
    'global.json: found sla.errorRate 0.02 looser than baseline.errorRate 0.01',
  ],
  [
    'an availability in per cent',
    { global: ({ baseline }) => Object.assign(baseline, { availability: 99.9 }) },
    'global.json: found baseline.availability 99.9',
  ],
  [
    'a scenario whose stages do not reach its users',
    { scenarios: ({ scenarios: [row] }) => Object.assign(row, { vus: 20 }) },
    'scenarios row 1 (smoke): found vus 20; right would be the highest of its stages, 10',
  ],
  [
    'a scenario that never reaches its overload',
    {
      scenarios: ({ scenarios: [row] }) =>
        Object.assign(row, { overload: { aboveVus: 10, recoverySeconds: 5 } }),
    },
    'scenarios row 1 (smoke): found overload.aboveVus 10; right would be fewer users than the highest of its stages, 10, or no overload',
  ],
  [
    'an overload without its recovery',
    { scenarios: ({ scenarios: [row] }) => Object.assign(row, { overload: { aboveVus: 5 } }) },
    'scenarios row 1 (smoke): found overload without recoverySeconds; right would be recoverySeconds given',
  ],
  [
    'a scenario whose stages do not last its time',
    { scenarios: ({ scenarios: [row] }) => Object.assign(row, { durationSeconds: 1 }) },
    'scenarios row 1 (smoke): found durationSeconds 1; right would be the sum of its stages, 60',
  ],
  [
    'a scenario of the guide without rounds',
    { scenarios: ({ scenarios: [row] }) => Object.assign(row, { rounds: [] }) },
    'scenarios row 1 (smoke): found no rounds; right would be at least one moment at which journeys are measured',
  ],
  [
    'a search with rounds',
    {
      scenarios: ({ scenarios }) =>
        Object.assign(scenarios.at(-1), { rounds: [{ atSeconds: 5, moment: 'x' }] }),
    },
    'scenarios row 6 (capacity): found a search with rounds; right would be a search alone',
  ],
  [
    'a missing scenario',
    { scenarios: ({ scenarios }) => scenarios.splice(4, 1) },
    'scenarios.json: found scenario soak without a row',
  ],
  [
    'a journey over an unknown operation',
    { journeys: ({ journeys: [row] }) => Object.assign(row, { operation: 'auth.logon' }) },
    'journeys row 1 (login): found operation "auth.logon"',
  ],
  [
    'a throughput without the operation that shows it',
    { operations: ({ services: [row] }) => Reflect.deleteProperty(row, 'throughputOf') },
    'services row 1 (gateway): found baseline.throughputPerSecond alone; right would be both or neither',
  ],
  [
    'a throughput shown by an operation of another service',
    { operations: ({ services: [row] }) => Object.assign(row, { throughputOf: 'deals.list' }) },
    'services row 1 (gateway): found throughputOf deals.list; right would be an operation of the service: gateway.health',
  ],
  [
    'an operation with the limits of its service, and with others',
    { operations: ({ operations: [row] }) => Object.assign(row.baseline, { p95Ms: 299 }) },
    'operations row 1 (gateway.health): found p95Ms 299 and p99Ms 800 with the source "service level"',
  ],
  [
    'a service that does not exist',
    { operations: ({ services: [row] }) => Object.assign(row, { service: 'gatway' }) },
    'services row 1 (gatway): found a row without service',
  ],
];
for (const [claim, edits, message] of wrongValues) {
  test(`${claim} is an error with its file and row`, () => {
    const found = messageAfter(edits);
    expect(found).toContain(message);
    expect(found).toContain('1 mistake\n');
  });
}

test('a scenario of your own may do without rounds', () => {
  const withoutRounds = ({ scenarios }: { scenarios: Row[] }) =>
    scenarios.push({ ...scenarios[0], scenario: 'month-end', rounds: [] });
  expect(messageAfter({ scenarios: withoutRounds })).toBe('');
});

test('one error lists all mistakes', () => {
  const message = messageAfter({
    operations: ({ operations: rows }) => {
      rows[0].baseline.p95Ms = '300';
      rows[1].operation = 'gateway.readiness';
      rows[3].baseline.p99Ms = 400;
    },
    scenarios: ({ scenarios }) => Object.assign(scenarios[2], { errorRate: 5 }),
  });
  expect(message).toContain('[BAD_THRESHOLDS]');
  expect(message).toContain('5 mistakes');
});

test('the error names a missing file and one with broken JSON', () => {
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  rmSync(join(folder, 'global.json'));
  writeFileSync(join(folder, 'journeys.json'), '{');
  const load = () => loadThresholds(folder, { operationIds });
  expect(load).toThrow(/global\.json: found ENOENT/);
  expect(load).toThrow(/journeys\.json: found .*JSON/);
});

test('a byte order mark does no harm, and a message about broken JSON stays on its line', () => {
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  const path = join(folder, 'global.json');
  const text = readFileSync(path, 'utf8');
  const load = () => loadThresholds(folder, { operationIds });
  writeFileSync(path, `\uFEFF${text}`);
  expect(load).not.toThrow();
  writeFileSync(path, `${text}\n{"more":\n1}`);
  expect(load).toThrow(
    /1 mistake\n {2}- global\.json: found [^\n]*; right would be a readable file with JSON\.\nRight would be: /,
  );
});

test('a table that is null is said in words that make a sentence', () => {
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  writeFileSync(join(folder, 'global.json'), 'null');
  expect(() => loadThresholds(folder, { operationIds })).toThrow(
    'global.json: found null; right would be of the type object.\nRight would be: ',
  );
});

test('steps that a journey does not take, or takes without a row, are errors', () => {
  const journeySteps = { login: ['open the sign-in page', 'log in'] };
  const load = () => loadThresholds(PROJECT_TABLES, { operationIds, journeySteps });
  expect(load).toThrow('(login), steps row 2 (sign in): found a row without step');
  expect(load).toThrow('found step log in without a row');
  expect(load).toThrow('(create-deal): found a row without journey');
});
