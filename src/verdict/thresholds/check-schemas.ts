import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { schemaCompiler } from '../../base/schema-compiler.ts';
import { violationsOf } from '../../base/schema-violations.ts';
import type { TableFile, TableProblem } from './table-files.ts';

/** A violation of a schema, with its place as a JSON pointer. */
export interface SchemaProblem extends TableProblem {
  readonly pointer: string;
}

/** The members that name a row; a journey also names its operation, so the order matters. */
const KEYS = ['journey', 'scenario', 'service', 'operation', 'measure', 'page', 'step'];

type SchemaCheck = (file: TableFile, content: unknown) => readonly SchemaProblem[];

/** Preparing a check takes a tenth of a second. */
const prepared = new Map<string, SchemaCheck>();

/**
 * Prepares the check of a file's content against its schema. A process reads the schemas of a folder once.
 *
 * @param schemaFolder where the `*.schema.json` files are
 * @returns a function that gives every violation (an empty list when there is none)
 */
export function schemaChecker(schemaFolder: string): SchemaCheck {
  const check = prepared.get(schemaFolder) ?? prepareCheck(schemaFolder);
  prepared.set(schemaFolder, check);
  return check;
}

function prepareCheck(schemaFolder: string): SchemaCheck {
  const ajv = schemaCompiler();
  const read = (name: string): object => JSON.parse(readFileSync(join(schemaFolder, name), 'utf8'));
  ajv.addSchema(read('limits.schema.json'), 'limits.schema.json');
  const validators = new Map<TableFile, ValidateFunction>();
  return (file, content) => {
    const validate = validators.get(file) ?? ajv.compile(read(file.replace('.json', '.schema.json')));
    validators.set(file, validate);
    if (validate(content)) return [];
    return violationsOf(content, validate.errors ?? [], KEYS).map((violation) => ({ file, ...violation }));
  };
}
