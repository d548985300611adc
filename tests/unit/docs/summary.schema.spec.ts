import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { capacityRecord } from '../../../src/capacity/capacity-record.ts';
import { scalingTriggers } from '../../../src/capacity/triggers.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { fullRecord } from '../../made/report-record.ts';
import { SEARCH, searched } from '../../made/searched-target.ts';

const root = resolve(import.meta.dirname, '../../..');
const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
formats.default(ajv);
const check = ajv.compile(JSON.parse(readFileSync(join(root, 'docs/summary.schema.json'), 'utf8')));

/** What the schema has against a record; empty when nothing. */
function faults(record: unknown): string[] {
  return check(record)
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('the summary of a search for the capacity follows docs/summary.schema.json', () => {
  const { search, slices } = searched({ requestsPerSecond: 200, serviceMs: 10, thinkMs: 428 });
  const capacity = capacityRecord(search, SEARCH);
  const scaling = scalingTriggers(slices, [], loadTables().capacity.triggers);
  expect(faults(fullRecord({ scenario: 'capacity', capacity, scaling }))).toEqual([]);
  expect(
    faults(fullRecord({ scenario: 'capacity', capacity: { ...capacity, kind: 'gone' as never } })),
  ).not.toEqual([]);
});

test('a scenario of a folder of other tables has a summary that follows it, too', () => {
  expect(faults(fullRecord({ scenario: 'load-of-month-end' }))).toEqual([]);
});

test('a summary that counts the accounts of its users follows docs/summary.schema.json', () => {
  expect(faults(fullRecord({ accounts: { reused: 940, made: 61 } }))).toEqual([]);
  expect(faults(fullRecord({ accounts: { reused: 940 } as never }))).not.toEqual([]);
});

test('a summary with what error rates are made of, the users of an open model and an SLA that counts follows docs/summary.schema.json', () => {
  const { traffic } = fullRecord();
  if (traffic === null) throw new Error('the full record has traffic');
  const errors = { ended: 4_850, failed: 12 };
  expect(faults(fullRecord({ traffic: { ...traffic, errors }, maxVus: 1_000, slaCounts: true }))).toEqual([]);
  expect(faults(fullRecord({ traffic: { ...traffic, errors: { failed: 12 } as never } }))).not.toEqual([]);
  expect(faults(fullRecord({ slaCounts: false as never }))).not.toEqual([]);
});

test('a summary with limits of the environment follows docs/summary.schema.json', () => {
  const limit = { of: 'deals.list', limit: 'sla.p95Ms', value: 450, reason: 'Fewer cores.' };
  expect(faults(fullRecord({ environmentLimits: [limit] }))).toEqual([]);
  expect(faults(fullRecord({ environmentLimits: [{ ...limit, value: '450' as never }] }))).not.toEqual([]);
});
