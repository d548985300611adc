import { expect, test } from '@playwright/test';
import type { CapacityRecord } from '../../../src/capacity/capacity-record.ts';
import type { DecodedSlice } from '../../../src/measure/decoded-slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import type { RunPlan } from '../../../src/record/run-plan.ts';
import { diagnosed } from '../../../src/run/diagnose-run.ts';
import { type MadeTraffic, madeTraffic } from '../../made/made-traffic.ts';

const thresholds = loadTables();
const plan = {} as unknown as RunPlan;
const searched: CapacityRecord = { kind: 'found', unit: 'users', most: 65, windows: [] };
const failure: MadeTraffic['failure'] = ({ chance }) => (chance < 0.05 ? 'server_error' : undefined);
/** Latency leaves its floor at 35 users, throughput its line at 30, and some requests fail. */
const rising = madeTraffic({
  users: (at) => 5 + at,
  perSecond: (users) => Math.min(users * 2.6, 78),
  latency: ({ users, ms }) => ms + Math.max(0, users - 35) * 10,
  failure,
});

function kindsOf(slices: readonly DecodedSlice[], capacity: CapacityRecord | undefined): string[] {
  const { diagnosis } = diagnosed({ slices, sent: {}, plan, thresholds, capacity }, undefined);
  return (diagnosis?.patterns ?? []).map(({ kind }) => kind).sort();
}

test('a normal run reports the knee and the plateau', () => {
  expect(kindsOf(rising, undefined)).toEqual(['knee', 'plateau then drop', 'steady errors']);
});

test('a search for the capacity, whose result says where the limit is, does not advise another one', () => {
  expect(kindsOf(rising, searched)).toEqual(['steady errors']);
});

test('latency that follows the steps of a search is not called a leak', () => {
  const climbing = madeTraffic({ latency: ({ at, ms }) => ms + at * 3, failure });
  expect(kindsOf(climbing, undefined)).toEqual(['gradual latency increase', 'steady errors']);
  expect(kindsOf(climbing, searched)).toEqual(['steady errors']);
});
