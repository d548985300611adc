import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { schemaCompiler } from '../../base/schema-compiler.ts';
import { type Violation, violationsOf } from '../../base/schema-violations.ts';
import { SuiteError } from '../../base/suite-error.ts';
import { operations, sockets } from '../catalogue.ts';
import { describeIdlePatterns, matchPatterns } from '../select-operations.ts';
import type { Environment, Environments } from './environments.ts';
import { secretsIn } from './secrets-in-file.ts';

/** The folder of the project's own environments. */
export const PROJECT_ENVIRONMENTS = resolve(import.meta.dirname, '../../../environments');

const ENDING = '.json';
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const OVERRIDABLE = [...operations, ...sockets].map(({ id }) => id);

const read = new Map<string, Environments>();

/**
 * Names of the environments of a folder: those of its files.
 * @param folder ENVIRONMENTS_DIR; the project's own when left out
 */
export function environmentNames(folder: string = PROJECT_ENVIRONMENTS): readonly string[] {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith(ENDING));
    return files.map((file) => basename(file, ENDING)).sort();
  } catch {
    return [];
  }
}

/**
 * The environments of a folder, each checked against the schema and the catalogue of operations. A process reads a folder
 * once.
 *
 * @param folder ENVIRONMENTS_DIR; the project's own when left out
 * @throws SuiteError (BAD_ENVIRONMENT) that lists everything wrong; a secret in a file comes first, and alone
 */
export function loadEnvironments(folder: string = PROJECT_ENVIRONMENTS): Environments {
  const known = read.get(folder);
  if (known !== undefined) return known;
  const names = environmentNames(folder);
  if (names.length === 0) throw badEnvironments(folder, [], 'no file that ends in .json');
  const contents = names.map((name) => [name, contentOf(join(folder, name + ENDING))] as const);
  for (const [name, content] of contents) refuseSecrets(join(folder, name + ENDING), content);
  const validate = validator();
  const mistakes = contents.flatMap(([name, content]) =>
    mistakesIn(name, content, validate).map((mistake) => ({ ...mistake, row: name + ENDING })),
  );
  if (mistakes.length > 0) throw badEnvironments(folder, mistakes);
  const environments = new Map(contents as readonly (readonly [string, Environment])[]);
  read.set(folder, environments);
  return environments;
}

/** Editors of Windows put a byte order mark before a text. What cannot be read is undefined, which no schema allows. */
function contentOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Where the schema of environments finds the units of limits. */
const UNITS = '../../thresholds/schema/limits.schema.json';

function validator(): ValidateFunction {
  const folder = join(PROJECT_ENVIRONMENTS, 'schema');
  const ajv = schemaCompiler();
  const read = (name: string): object => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  ajv.addSchema(read(UNITS), UNITS);
  return ajv.compile(read('environment.schema.json'));
}

/** The members that name a row of limits. */
const ROW_NAMES = ['service', 'operation', 'measure', 'scenario', 'journey', 'page', 'step'];

type Mistake = Pick<Violation, 'row' | 'found' | 'right'>;

function mistakesIn(name: string, content: unknown, validate: ValidateFunction): readonly Mistake[] {
  const row = '';
  if (!NAME.test(name))
    return [{ row, found: `the name ${name}`, right: 'a name in lower case, such as staging or month-end' }];
  if (content === undefined) return [{ row, found: 'no JSON', right: 'a readable file with JSON' }];
  if (!validate(content))
    return violationsOf(content, validate.errors ?? [], ROW_NAMES).map(({ row: place, found, right }) => ({
      row: '',
      found: place === '' ? found : `${place} ${found}`,
      right,
    }));
  const { operations: overrides = {} } = content as Environment;
  const idle = Object.keys(overrides).flatMap((pattern) => matchPatterns(pattern, OVERRIDABLE).idle);
  if (idle.length === 0) return [];
  const found = `operations: ${describeIdlePatterns(idle, OVERRIDABLE)}`;
  return [{ row, found, right: 'ids of operations or patterns with *, such as tax.*' }];
}

function refuseSecrets(path: string, content: unknown): void {
  const [first, ...others] = secretsIn(content);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  throw new SuiteError('BAD_ENVIRONMENT', {
    checked: path,
    found: `a secret in ${first}${more} (not shown)`,
    right:
      'a file without secrets: TEST_PASSWORD and others come from variables or from .env, which git ignores. ' +
      'If the file was committed, change the secret',
    page: 'docs/environments.md',
  });
}

function badEnvironments(folder: string, mistakes: readonly Mistake[], found?: string): SuiteError {
  const lines = mistakes.map(
    ({ row, found, right }) => `\n  - ${row}: found ${found}; right would be ${right}`,
  );
  const [only] = lines;
  return new SuiteError('BAD_ENVIRONMENT', {
    checked: `the environments in ${folder}`,
    found:
      found ?? (lines.length === 1 ? `1 mistake${only}\n` : `${lines.length} mistakes${lines.join('')}\n`),
    right: 'files that follow environments/schema/environment.schema.json',
    page: 'docs/environments.md',
  });
}
