import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { messageOf } from '../src/base/attempt.ts';
import { given, listed } from '../src/base/format.ts';
import { parseFlags } from '../src/base/parse-flags.ts';
import { printedError, SuiteError } from '../src/base/suite-error.ts';
import { type MeasuredUsers, planInstances } from '../src/capacity/required-instances.ts';
import { readMeasuredRun } from '../src/compare/find-runs.ts';
import { namedRun } from '../src/record/find-run.ts';
import { loadTables } from '../src/record/load-tables.ts';
import { loadEnvFile } from '../src/settings/env-file.ts';
import { decimal, type Kind, wholeNumber, word } from '../src/settings/kinds.ts';
import { settingsError } from '../src/settings/mistakes.ts';
import { readSetting } from '../src/settings/read-settings.ts';
import { PROJECT_TABLES, tablePlace } from '../src/verdict/thresholds/load-thresholds.ts';
import type { CapacityTable } from '../src/verdict/thresholds/thresholds.ts';
import { measuredUsers } from '../src/view/measured-users.ts';
import { capacityPlanSvg, capacityPlanText } from './command-line/capacity-plan.ts';
import { OUTPUT_DIR_FLAG, reportsFolder } from './command-line/reports-folder.ts';

// `npm run capacity`: how many instances of each service a number of users needs, by the guide's formula. Exit code 0: it
// was worked out. 1: it could not be.

const USAGE = `Usage: npm run capacity [-- --peak-users N] [--safety-factor R] [--environment WORD]
                        [--from <run> | latest] [--instances N] [--output-dir DIR] [--json] [--picture FILE]
  --peak-users     users at the same time; default: that of the table
  --safety-factor  1.5 plans for half as many users again; default: that of the table
  --environment    whose minimum of instances counts, one of the table's; default: the first, production
  --from           users per instance as a run measured them, not as the table has them: a stress, spike or capacity run
  --instances      instances that each service had during that run; default 1
  --json           prints JSON
  --output-dir     where runs are, if not in OUTPUT_DIR
  --picture        writes a picture (SVG) to this file as well
The table is capacity.json in THRESHOLDS_DIR, or else thresholds/capacity.json.`;

const WHOLE = wholeNumber(1, 1_000_000_000);

try {
  const { values } = parseFlags({
    options: {
      ...OUTPUT_DIR_FLAG,
      'peak-users': { type: 'string' },
      'safety-factor': { type: 'string' },
      environment: { type: 'string' },
      from: { type: 'string' },
      instances: { type: 'string' },
      json: { type: 'boolean' },
      picture: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) console.log(USAGE);
  else plan(values);
} catch (error) {
  console.error(printedError(error));
  process.exitCode = 1;
}

type Words = 'peak-users' | 'safety-factor' | 'environment' | 'from' | 'instances' | 'output-dir' | 'picture';
type Values = Readonly<Partial<Record<Words, string>>> & { readonly json?: boolean };

function plan(values: Values): void {
  loadEnvFile(resolve(import.meta.dirname, '..'));
  const folder = readSetting(process.env, 'thresholdsFolder') ?? PROJECT_TABLES;
  const table = loadTables(folder).capacity;
  const ofTable = `${shortPath(tablePlace(folder, 'capacity.json'))} (${table.since})`;
  const environments = Object.keys(table.minimumInstances);
  const question = {
    environment: read('--environment', values.environment, word(environments)) ?? environments[0] ?? '',
    peakUsers: read('--peak-users', values['peak-users'], WHOLE) ?? table.peakUsers,
    safetyFactor:
      read('--safety-factor', values['safety-factor'], decimal(1, 100, 'a factor')) ?? table.safetyFactor,
  };
  const instances = read('--instances', values.instances, WHOLE);
  if (instances !== undefined && values.from === undefined)
    throw settingsError([
      {
        name: '--instances',
        found: JSON.stringify(values.instances),
        right:
          'set --from as well, or remove --instances: it says how many instances each service had during that run',
      },
    ]);
  const measured =
    values.from === undefined ? undefined : usersOf(values, values.from, instances ?? 1, table);
  const answer = planInstances(table, question, measured);
  const from = measured === undefined ? ofTable : `measured by ${values.from}`;
  if (values.picture !== undefined) write(values.picture, capacityPlanSvg(answer, from));
  const unnamed = given(
    values['peak-users'] === undefined && 'peak users',
    values['safety-factor'] === undefined && 'safety factor',
  );
  const assumed = unnamed.length === 0 ? undefined : `${listed(unnamed)}, from ${ofTable}`;
  console.log(
    values.json === true
      ? JSON.stringify({ ...answer, from, assumed }, undefined, 2)
      : capacityPlanText(answer, from, assumed),
  );
  if (measured !== undefined && values.json !== true) sayWhatIsOfTheTable(table, measured);
}

/** As a reader in this folder would type it. */
function shortPath(path: string): string {
  const near = relative('.', path);
  return near.startsWith('..') ? path : near;
}

function sayWhatIsOfTheTable(
  { services }: CapacityTable,
  measured: ReadonlyMap<string, MeasuredUsers>,
): void {
  const others = services.map(({ service }) => service).filter((service) => !measured.has(service));
  if (others.length > 0)
    console.log(`\nNot measured by the run, so the table's figure counts: ${others.join(', ')}.`);
}

function usersOf(
  values: Values,
  name: string,
  instances: number,
  table: CapacityTable,
): ReadonlyMap<string, MeasuredUsers> {
  const folder = namedRun(reportsFolder(values['output-dir'], process.env), name);
  const { record } = readMeasuredRun(folder);
  const measured = measuredUsers(
    record,
    instances,
    table.services.map(({ service }) => service),
  );
  if (measured !== undefined) return measured;
  throw new SuiteError('BAD_SETTING', {
    checked: `what the run ${record.runId} says about capacity`,
    found:
      record.reasons.find(({ kind }) => kind === 'invalid')?.text ??
      `a run of ${record.scenario} without a capacity, or without an overload in which a load held for certain`,
    right: 'a run of capacity that found one, or of stress or spike under overload',
  });
}

/** @throws SuiteError (BAD_SETTING) */
function read<Value>(flag: string, text: string | undefined, kind: Kind<Value>): Value | undefined {
  if (text === undefined) return undefined;
  const value = kind.schema.safeParse(text);
  if (value.success) return value.data;
  throw settingsError([{ name: flag, found: JSON.stringify(text), right: kind.right }]);
}

/** @throws SuiteError (OUTPUT_UNUSABLE) */
function write(file: string, picture: string): void {
  try {
    writeFileSync(resolve(process.env.INIT_CWD ?? '.', file), picture);
  } catch (error) {
    throw new SuiteError('OUTPUT_UNUSABLE', {
      checked: `--picture ${file}`,
      found: messageOf(error),
      right: 'a file in a folder that exists and can be written to',
    });
  }
}
