import type { ErrorObject } from 'ajv/dist/2020.js';

/** One place of a JSON file that its schema does not allow. */
export interface Violation {
  /** Place as a JSON pointer. */
  readonly pointer: string;
  /** The innermost row of a list, e.g. `operations row 3 (deals.list)`; empty outside of lists. */
  readonly row: string;
  readonly found: string;
  readonly right: string;
}

/**
 * What a validator of ajv (`allErrors` and `verbose`) complains about, in words. Where none of several shapes fits, the
 * complaint is about the whole, and not about each shape.
 *
 * @param keys the members that name a row of a list, the first that it has counts
 */
export function violationsOf(
  content: unknown,
  errors: readonly ErrorObject[],
  keys: readonly string[] = [],
): readonly Violation[] {
  const alternatives = errors.filter(({ keyword }) => keyword === 'oneOf');
  const isOfOneShape = (error: ErrorObject) =>
    alternatives.some((other) => other !== error && error.schemaPath.startsWith(`${other.schemaPath}/`));
  return errors
    .filter((error) => !isOfOneShape(error))
    .map((error) => ({ pointer: error.instancePath, ...describe(content, error, keys) }));
}

/** A row as the messages name it: list, position counted from 1, and its key. */
export function rowName(list: string, index: number, key: unknown): string {
  return `${list} row ${index + 1}${typeof key === 'string' ? ` (${key})` : ''}`;
}

function describe(content: unknown, error: ErrorObject, keys: readonly string[]): Omit<Violation, 'pointer'> {
  const { row, member } = locate(content, error.instancePath.split('/').slice(1), keys);
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
function locate(
  content: unknown,
  path: readonly string[],
  keys: readonly string[],
): { row: string; member: string } {
  let value = content;
  let row = '';
  let member: string[] = [];
  for (const part of path) {
    const list = Array.isArray(value);
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
    if (list) {
      const key = keys.map((name) => Reflect.get(Object(value), name)).find((found) => found !== undefined);
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
