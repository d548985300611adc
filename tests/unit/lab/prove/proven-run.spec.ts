import { expect, test } from '@playwright/test';
import { proveCases } from '../../../../lab/prove/prove-cases.ts';
import { whatWasFound, whyItSaysNothing } from '../../../../lab/prove/proven-run.ts';
import type { HealthState } from '../../../../src/diagnosis/state.ts';
import { smallRecord } from '../../../made/small-record.ts';

const ofState = (state: HealthState['state']): HealthState => ({
  state,
  requests: 100,
  figures: [{ figure: 'p95Ms', value: 704, state: 'degraded', from: 500 }],
});

test('patterns, operations that are not healthy, and plans that read whole tables for a few rows are findings', () => {
  const record = smallRecord({
    diagnosis: {
      state: {
        ...ofState('degraded'),
        services: [],
        operations: [
          { operation: 'deals.list', ...ofState('degraded') },
          { operation: 'deals.get', ...ofState('healthy') },
          { operation: 'tax.batch', ...ofState('not known') },
        ],
      },
      patterns: [
        {
          kind: 'steady errors',
          subject: 'deals.list',
          evidence: ['5 % failed.'],
          figures: [{ name: 'errors', value: 5, unit: '%' }],
          likelyCause: 'a fault',
          confidence: 'high',
          nextCommand: 'look',
        },
      ],
    },
    evidence: {
      sources: [
        {
          source: 'postgres',
          place: '127.0.0.1:5432',
          statements: [{ text: 'SELECT', calls: 10, totalMs: 200, meanMs: 20, rows: 30, blocksRead: 0 }],
          plan: {
            statement: 'SELECT',
            lines: ['Seq Scan on deals  (cost=0..1 rows=900 width=9)', '  Filter: (id = $1)'],
            sequentialScans: ['deals'],
          },
          tables: [
            { table: 'deals', sequentialScans: 10, rowsScanned: 2_000_000, liveRows: 200_000, deadRows: 0 },
          ],
        },
      ],
      series: [],
    },
  });
  expect(whatWasFound(record)).toMatchObject({
    state: 'degraded',
    findings: [
      { detector: 'steady errors', subject: 'deals.list', figures: [{ name: 'errors', value: 5 }] },
      { detector: 'state', subject: 'deals.list', figures: [{ name: 'p95Ms', value: 704 }] },
      {
        detector: 'sequential scan',
        subject: 'deals',
        figures: [
          { name: 'rows read', value: 200_000 },
          { name: 'rows kept', value: 3 },
        ],
      },
    ],
  });
});

const diagnosis = { state: { ...ofState('healthy'), services: [], operations: [] }, patterns: [] };
const cases = proveCases(1, 1);

test('a run without a diagnosis says nothing, whatever its fault', () => {
  for (const each of cases)
    expect(
      whyItSaysNothing(each, smallRecord({ reasons: [{ kind: 'invalid', text: 'nothing was sent' }] })),
      each.id,
    ).toBe('expected a diagnosis, found none: nothing was sent');
});

test('a healthy run that was cut short says nothing of false alarms', () => {
  const [healthy, fault] = [cases.find(({ expected }) => !expected), cases.find(({ expected }) => expected)];
  if (healthy === undefined || fault === undefined) throw new Error('cases: expected both kinds');
  const { traffic } = smallRecord();
  const lasting = (seconds: number) =>
    smallRecord({ diagnosis, ...(traffic && { traffic: { ...traffic, elapsedMs: seconds * 1000 } }) });
  expect(whyItSaysNothing(healthy, lasting(40))).toBeUndefined();
  expect(whyItSaysNothing(healthy, lasting(30))).toBe('expected 40 s of healthy traffic, found 30.0 s');
  expect(whyItSaysNothing(fault, lasting(30))).toBeUndefined();
});
