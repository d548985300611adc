import { expect, test } from '@playwright/test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { operations } from '../../../src/target/catalogue.ts';
import { allKnown, buildContext } from '../../made/build-context.ts';
import { contractDocument, contractOperations, node, resolved } from '../../made/contract-document.ts';

const SEEDS = Array.from({ length: 50 }, (_, index) => index + 1);
const documented = new Map(contractOperations().map((operation) => [operation.id, operation]));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(contractDocument as object, 'contract');

test('request bodies follow the schemas of the contract for 50 seeds', () => {
  let validated = 0;
  const wrong: string[] = [];
  for (const operation of operations) {
    const pointer = documented.get(operation.id)?.bodyPointer;
    const validate: ValidateFunction | undefined =
      pointer === undefined ? undefined : ajv.compile({ $ref: `contract#${pointer}` });
    for (const seed of SEEDS) {
      const { body } = operation.build(buildContext(seed), operation.path);
      if ((body === undefined) !== (validate === undefined))
        wrong.push(`${operation.id} has a body, or the contract has one, and the other has none`);
      if (body === undefined || validate === undefined) continue;
      if (!validate(JSON.parse(body)))
        wrong.push(`${operation.id}: ${body} ${ajv.errorsText(validate.errors)}`);
      validated += 1;
    }
  }
  expect(wrong).toEqual([]);
  expect(validated).toBeGreaterThan(20 * SEEDS.length);
});

test('request bodies hold no field that the contract does not know', () => {
  for (const operation of operations) {
    const pointer = documented.get(operation.id)?.bodyPointer;
    if (pointer === undefined) continue;
    const path = pointer
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/'));
    const fields = fieldNames(node(contractDocument, ...path));
    const sent = JSON.parse(operation.build(buildContext(1), operation.path).body ?? '{}');
    expect(fields, operation.id).toEqual(expect.arrayContaining(Object.keys(sent)));
  }
});

test('paths have no placeholder left and only documented query parameters', () => {
  for (const operation of operations) {
    const { path } = operation.build(buildContext(1), operation.path);
    const url = new URL(path, 'http://target');
    expect(path, operation.id).not.toContain('{');
    const route = new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[0-9a-f-]{36}')}$`);
    expect(url.pathname, operation.id).toMatch(route);
    const allowed = documented.get(operation.id)?.queryNames ?? [];
    expect(allowed, operation.id).toEqual(expect.arrayContaining([...url.searchParams.keys()]));
  }
});

test('the same seed gives the same requests, another seed gives others', () => {
  const requests = (seed: number) => {
    const context = buildContext(seed);
    return operations.flatMap((operation) =>
      Array.from({ length: 5 }, () => operation.build(context, operation.path)),
    );
  };
  expect(requests(7)).toEqual(requests(7));
  expect(requests(7)).not.toEqual(requests(8));
});

test('what an operation builds on is among its needs, and the message names a missing need', () => {
  for (const operation of operations) {
    const needed = Object.fromEntries(operation.needs.map((key) => [key, allKnown[key]]));
    operation.build(buildContext(1, { known: needed }), operation.path);
    if (operation.needs.length === 0) continue;
    expect(() => operation.build(buildContext(1, { known: {} }), operation.path), operation.id).toThrow(
      `${operation.needs[0]} is not known`,
    );
  }
});

test('an overridden route is the one that is used', () => {
  for (const operation of operations) {
    const { path } = operation.build(buildContext(1), `/direct${operation.path}`);
    expect(path, operation.id).toMatch(/^\/direct\//);
  }
});

test('generated text holds no brackets, which the gateway would count as nesting', () => {
  const found = operations.flatMap((operation) =>
    SEEDS.flatMap((seed) => {
      const { body = '{}' } = operation.build(buildContext(seed), operation.path);
      return texts(JSON.parse(body)).map((text) => ({ id: operation.id, text }));
    }),
  );
  expect(found.length).toBeGreaterThan(operations.length * SEEDS.length);
  expect(found.filter(({ text }) => /[{}[\]]/.test(text))).toEqual([]);
});

test('a thousand requests of any operation take well under a tenth of a second to build', () => {
  for (const operation of operations) {
    const context = buildContext(1);
    operation.build(context, operation.path);
    // The best of three: another process may take the core away in one.
    const times = [1, 2, 3].map(() => {
      const startedMs = performance.now();
      for (let index = 0; index < 1_000; index += 1) operation.build(context, operation.path);
      return performance.now() - startedMs;
    });
    expect(Math.min(...times), operation.id).toBeLessThan(100);
  }
});

function fieldNames(schema: unknown): readonly string[] {
  const real = resolved(schema);
  const parts = node(real, 'allOf');
  return [
    ...Object.keys(Object(node(real, 'properties'))),
    ...(Array.isArray(parts) ? parts.flatMap(fieldNames) : []),
  ];
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value instanceof Object ? Object.values(value).flatMap(texts) : [];
}
