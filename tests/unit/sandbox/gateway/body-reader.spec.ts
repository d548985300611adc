import { expect, test } from '@playwright/test';

import { checkedJson } from '../../../../sandbox/gateway/body-reader.ts';
import { formatFaults } from '../../../../sandbox/gateway/format-checks.ts';
import { metricPath, serviceOf } from '../../../../sandbox/gateway/route-facts.ts';
import { bodyFaults } from '../../../../sandbox/gateway/validation-errors.ts';

const uuid = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';

function refusalOf(body: string): string | undefined {
  try {
    checkedJson(Buffer.from(body));
    return undefined;
  } catch (error) {
    return (error as { kind?: string }).kind;
  }
}

test('nesting is counted in brackets, also inside strings, up to twenty', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  expect(refusalOf(nested(20))).toBeUndefined();
  expect(refusalOf(nested(21))).toBe('nesting');
  expect(refusalOf(JSON.stringify({ note: '['.repeat(19) }))).toBeUndefined();
  expect(refusalOf(JSON.stringify({ note: '['.repeat(20) }))).toBe('nesting');
});

test('a long list of flat objects is not nested', () => {
  expect(refusalOf(JSON.stringify(Array.from({ length: 500 }, () => ({ a: 1 }))))).toBeUndefined();
});

test('wrong syntax is refused, an empty body passed on, null an empty object', () => {
  expect(refusalOf('{"a":')).toBe('syntax');
  expect(refusalOf('{} {}')).toBe('syntax');
  expect(checkedJson(Buffer.from(''))).toBeUndefined();
  expect(checkedJson(Buffer.from('null'))).toEqual({});
});

test('well-known parameters are checked, empty ones and strangers are not', () => {
  const query = { limit: '1001', offset: '-1', email: 'x', user_id: '1', dealership_id: '', search: '%' };
  const faults = formatFaults({}, query, {});
  expect(faults.map(({ code }) => code)).toEqual([
    'INVALID_LIMIT',
    'INVALID_OFFSET',
    'INVALID_EMAIL',
    'INVALID_UUID',
  ]);
  const fine = { limit: '1000', offset: '0', email: 'a@b.co', user_id: uuid.toUpperCase() };
  expect(formatFaults({ id: uuid }, fine, { 'x-user-id': uuid })).toEqual([]);
});

test('a path id and the identity headers must be UUIDs', () => {
  expect(formatFaults({ id: 'decode' }, {}, { 'x-dealership-id': '7' })).toEqual([
    { field: 'id', message: 'Path parameter must be a valid UUID', code: 'INVALID_UUID' },
    {
      field: 'X-Dealership-ID',
      message: 'X-Dealership-ID header must be a valid UUID',
      code: 'INVALID_UUID',
    },
  ]);
});

test('a wrong type stops the decoder, everything else is for the validator', () => {
  const required = {
    keyword: 'required',
    instancePath: '/scenarios/1',
    schemaPath: '',
    params: { missingProperty: 'dealership_id' },
    message: '',
  };
  const type = { ...required, keyword: 'type', instancePath: '/price', message: 'must be number' };
  expect(bodyFaults([required], true)).toEqual({
    kind: 'invalid',
    details: [{ field: 'scenarios[1].dealership_id', message: 'Dealership ID is required' }],
  });
  expect(bodyFaults([required, type], true)).toEqual({
    kind: 'undecodable',
    reason: 'json: wrong type of price: it must be number',
  });
  expect(bodyFaults([type], false)).toEqual({ kind: 'undecodable', reason: 'EOF' });
});

test('the path label has four segments at most, with ids masked', () => {
  expect(metricPath('/health')).toBe('/health');
  expect(metricPath('/api/v1/deals/:id')).toBe('/api/v1/deals/:id');
  const deep = '/api/v1/messaging/conversations/:conversationId/read';
  expect(metricPath(deep)).toBe('/api/v1/messaging/conversations');
  expect(serviceOf(deep)).toBe('messaging');
  expect(serviceOf('/api/v1/version')).toBe('gateway');
});
