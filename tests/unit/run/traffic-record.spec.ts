import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { trafficRecord } from '../../../src/run/traffic-record.ts';
import { histogramOf } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

test('the samples of failed requests are counted: those that were sent before the target died, not those it refused', () => {
  const operations = {
    'deals.list': {
      outcomes: { ok: 2, refused: 40 },
      successes: histogramOf([2_000, 3_000]).encode(),
      bytesReceived: 0,
    },
    'deals.get': { outcomes: { reset: 1 }, failures: histogramOf([900]).encode(), bytesReceived: 0 },
  };
  const record = trafficRecord([decodeSlice(madeSlice(0, operations))], []);
  expect(record).toMatchObject({ ok: 2, failed: 41, latency: { samples: 3 }, failedSamples: 1 });
});
