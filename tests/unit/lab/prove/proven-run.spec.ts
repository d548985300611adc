import { expect, test } from '@playwright/test';
import { whatWasFound } from '../../../../lab/prove/proven-run.ts';
import type { HealthState } from '../../../../src/diagnosis/state.ts';
import { smallRecord } from '../../../made/small-record.ts';

const ofState = (state: HealthState['state']): HealthState => ({
  state,
  requests: 100,
  figures: [{ figure: 'p95Ms', value: 704, state: 'degraded', from: 500 }],
});

test('patterns, operations that are not healthy, and plans that read whole tables are findings', () => {
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
          plan: { statement: 'SELECT', lines: ['Seq Scan on deals'], sequentialScans: ['deals'] },
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
      { detector: 'sequential scan', subject: 'deals', figures: [] },
    ],
  });
});

test('a record without a diagnosis has no findings, and says so', () => {
  expect(whatWasFound(smallRecord())).toMatchObject({ state: 'no diagnosis', findings: [] });
});
