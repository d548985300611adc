import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { rowName, type TableFile, type TableProblem } from './table-files.ts';

/** A violation of a schema, with its place as a JSON pointer. */
export interface SchemaProblem extends TableProblem {
  readonly pointer: string;
}

/** The members that name a row; a journey also names its operation, so the order matters. */
const KEYS = ['journey', 'scenario', 'service', 'operation', 'measure', 'page', 'step'];

/**
 * Prepares the check of a file's content against its schema.
 *
 * @param schemaFolder where the `*.schema.json` files are
 * @returns a function that gives every violation (an empty list when there is none)
 */
export function schemaChecker(
  schemaFolder: string,
): (file: TableFile, content: unknown) => readonly SchemaProblem[] {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true });
  const read = (name: string): object => JSON.parse(readFileSync(join(schemaFolder, name), 'utf8'));
  ajv.addSchema(read('limits.schema.json'), 'limits.schema.json');
  const validators = new Map<TableFile, ValidateFunction>();
  return (file, content) => {
    const validate = validators.get(file) ?? ajv.compile(read(file.replace('.json', '.schema.json')));
    validators.set(file, validate);
    if (validate(content)) return [];
    return (validate.errors ?? []).map((error) => ({
      file,
      pointer: error.instancePath,
      ...describe(content, error),
    }));
  };
}

function describe(content: unknown, error: ErrorObject): Pick<TableProblem, 'row' | 'found' | 'right'> {
  const { row, member } = locate(content, error.instancePath.split('/').slice(1));
  const schema = (error.parentSchema ?? {}) as {
    description?: string;
    properties?: object;
    enum?: readonly unknown[];
  };
  const what = member === '' ? '' : `${member} `;
  switch (error.keyword) {
    case 'required': {
      const missing = String(error.params.missingProperty);
      return { row, found: `${what}without ${missing}`, right: `${missing} given` };
    }
    case 'additionalProperties': {
      const unknown = JSON.stringify(error.params.additionalProperty);
      const right = `only ${Object.keys(schema.properties ?? {}).join(', ')}`;
      return { row, found: `${what}with the unknown member ${unknown}`, right };
    }
    case 'enum': {
      const right = (schema.enum ?? []).map((value) => JSON.stringify(value)).join(' or ');
      return { row, found: `${what}${JSON.stringify(error.data)}`, right };
    }
    default: {
      // `must be object` would not fit behind "right would be".
      const right =
        schema.description ?? error.message?.replace(/^must be /, 'of the type ') ?? error.keyword;
      return { row, found: `${what}${shorten(JSON.stringify(error.data))}`, right };
    }
  }
}

/** Follows the path to the innermost row, and names what lies below it. */
function locate(content: unknown, path: readonly string[]): { row: string; member: string } {
  let value = content;
  let row = '';
  let member: string[] = [];
  for (const part of path) {
    const list = Array.isArray(value);
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
    if (list) {
      const key = KEYS.map((name) => Reflect.get(Object(value), name)).find((found) => found !== undefined);
      const own = rowName(member.join('.'), Number(part), key);
      row = row === '' ? own : `${row}, ${own}`;
      member = [];
    } else member.push(part);
  }
  return { row, member: member.join('.') };
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
