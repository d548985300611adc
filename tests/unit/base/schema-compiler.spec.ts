import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { schemaCompiler } from '../../../src/base/schema-compiler.ts';
import { projectFiles } from '../../made/project-files.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const schemas = projectFiles().filter((path) => path.endsWith('.schema.json'));

test('the schemas of tables, environments and records are valid by the standard that they name', () => {
  expect(schemas.length).toBeGreaterThan(8);
  const standard = new Ajv2020({ allErrors: true });
  for (const path of schemas) {
    standard.validateSchema(JSON.parse(readFileSync(resolve(ROOT, path), 'utf8')));
    expect(standard.errors ?? [], path).toEqual([]);
  }
});

test('a mistyped word of a schema is still an error', () => {
  expect(() => schemaCompiler().compile({ type: 'object', propertees: {} })).toThrow(/propertees/);
});

test('every mistake is found, with the value that is wrong', () => {
  const validate = schemaCompiler().compile({ type: 'array', items: { type: 'number' } });
  expect(validate(['one', 2, true])).toBe(false);
  expect(validate.errors?.map(({ data }) => data)).toEqual(['one', true]);
});
