import { Ajv2020 } from 'ajv/dist/2020.js';

/**
 * What compiles the project's own schemas, so that a check finds every mistake and can name it (`allErrors`, `verbose`).
 * It does not hold a schema itself against the standard: compiling the standard takes longer than the schema, in each
 * process of a run. `tests/unit/base/schema-compiler.spec.ts` does that once.
 */
export function schemaCompiler(): Ajv2020 {
  return new Ajv2020({ allErrors: true, verbose: true, strict: true, meta: false, validateSchema: false });
}
