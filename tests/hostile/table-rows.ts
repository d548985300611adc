import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type HostileRow, row } from './hostile-row.ts';

const TABLES = resolve(import.meta.dirname, '../../thresholds');
const ENVIRONMENTS = resolve(import.meta.dirname, '../../environments');

/** The project's tables, with one file changed. */
function changed(file: string, change: (text: string) => string | Buffer | undefined) {
  return (folder: string) => {
    cpSync(TABLES, join(folder, 'tables'), { recursive: true });
    const path = join(folder, 'tables', file);
    const text = change(readFileSync(path, 'utf8'));
    if (text === undefined) rmSync(path);
    else writeFileSync(path, text);
  };
}

/** A row whose table has a mistake, which the lines below the first one name with its file. */
function table(
  id: string,
  file: string,
  change: (text: string) => string | Buffer | undefined,
  listed: RegExp,
): HostileRow {
  return row(id, 'run smoke', /^\[BAD_THRESHOLDS\] checked: the tables in .+\. Found: \d+ mistakes?$/, {
    env: { THRESHOLDS_DIR: '{folder}/tables' },
    prepare: changed(file, change),
    listed,
  });
}

/** Tables and environments that cannot be used. */
export const TABLE_ROWS: readonly HostileRow[] = [
  row('A043', 'run smoke', /^\[BAD_THRESHOLDS\] checked: the tables in \/nonexistent/, {
    env: { THRESHOLDS_DIR: '/nonexistent' },
  }),
  row('A044', 'run smoke', /^\[BAD_THRESHOLDS\] checked: the tables in .+\/none/, {
    env: { THRESHOLDS_DIR: '{folder}/none' },
    prepare: (folder) => mkdirSync(join(folder, 'none')),
  }),
  table('A160', 'operations.json', () => undefined, /operations\.json: found ENOENT/),
  table('A161', 'operations.json', () => '', /operations\.json: found Unexpected end of JSON input/),
  // Editors of Windows put a byte order mark before a text: the tables are read, and the row fails for its users alone.
  row('A162', 'run smoke --vus 0', /^\[BAD_SETTING\] checked: --vus\./, {
    env: { THRESHOLDS_DIR: '{folder}/tables' },
    prepare: changed('operations.json', (text) => `\uFEFF${text}`),
  }),
  table(
    'A163',
    'operations.json',
    (text) => text.slice(0, 500),
    /operations\.json: found .+; right would be/,
  ),
  table('A164', 'operations.json', () => '{}', /operations\.json: found without operations; right would be/),
  table(
    'A165',
    'scenarios.json',
    () => '[]',
    /scenarios\.json: found \[\]; right would be of the type object/,
  ),
  table('A166', 'scenarios.json', () => '"smoke"', /scenarios\.json: found "smoke"; right would be of the/),
  table('A171', 'operations.json', () => 'null', /operations\.json: found null; right would be of the type/),
  table('T01', 'operations.json', (text) => `${text}]`, /operations\.json: found Unexpected non-whitespace/),
  table(
    'T02',
    'operations.json',
    () => Buffer.from([0xff, 0xfe, 0, 0x5b, 0]),
    /operations\.json: found Unex/,
  ),
  table('T03', 'global.json', (text) => text.replace('"p95Ms', '"p96Ms'), /global\.json: .+member "p96Ms"/),
  table(
    'T04',
    'operations.json',
    (text) => text.replace('300', '"300"'),
    /operations\.json, services .+"300"; right/,
  ),
  table(
    'T05',
    'operations.json',
    (text) => text.replace('300', '-300'),
    /operations\.json, services .+-300; right/,
  ),
  table('T06', 'operations.json', (text) => text.replace('gateway.live', 'gateway.alive'), /gateway\.alive/),
  table('T07', 'operations.json', (text) => text.replace('gateway.live', 'gateway.ready'), /gateway\.ready/),
  table(
    'T08',
    'scenarios.json',
    (text) => text.replace('"smoke"', '"unit"'),
    /found scenario smoke without a row/,
  ),
  table(
    'T09',
    'scenarios.json',
    (text) => text.replace('"vus": 10,', '"vus": 0,'),
    /\(smoke\): found vus 0; right/,
  ),
  table('T10', 'journeys.json', (text) => text.replace('auth.login', 'auth.logon'), /auth\.logon/),
  table('T11', 'sockets.json', () => undefined, /sockets\.json: found ENOENT/),
  table('T12', 'lighthouse.json', () => '{"pages": 3}', /lighthouse\.json/),
  row('T13', 'npx playwright test --project=smoke', /^\[BAD_THRESHOLDS\] checked: the tables in /, {
    env: { THRESHOLDS_DIR: '{folder}/tables' },
    prepare: changed('journeys.json', (text) => text.replace('"open the sign-in page"', '"open the page"')),
    listed: /open the page/,
  }),
  row('T14', 'run smoke', /^\[BAD_ENVIRONMENT\] checked: the environments in \/nonexistent/, {
    env: { ENVIRONMENTS_DIR: '/nonexistent' },
  }),
  environment('T15', (text) => text.slice(0, 30), /staging\.json: found no JSON/),
  environment('T16', (text) => text.replace('"ownSystem"', '"ownsystem"'), /staging\.json.*ownsystem/),
  row(
    'T17',
    'run smoke',
    /^\[BAD_ENVIRONMENT\] checked: .+staging\.json\. Found: a secret in .+ \(not shown\)/,
    {
      env: { ENVIRONMENTS_DIR: '{folder}/environments' },
      prepare: withEnvironment((text) => text.replace('{', '{ "baseUrl": "http://me:Hunter2@desk.test",')),
    },
  ),
];

function withEnvironment(change: (text: string) => string) {
  return (folder: string) => {
    cpSync(ENVIRONMENTS, join(folder, 'environments'), { recursive: true });
    const path = join(folder, 'environments/staging.json');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
}

function environment(id: string, change: (text: string) => string, listed: RegExp): HostileRow {
  return row(
    id,
    'run smoke',
    /^\[BAD_ENVIRONMENT\] checked: the environments in .+\. Found: \d+ mistakes?$/,
    {
      env: { ENVIRONMENTS_DIR: '{folder}/environments' },
      prepare: withEnvironment(change),
      listed,
    },
  );
}
