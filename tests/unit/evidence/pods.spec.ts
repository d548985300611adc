import { expect, test } from '@playwright/test';
import { quantity, readPods, readTop } from '../../../src/evidence/pods.ts';

test('quantities of Kubernetes are read with their units', () => {
  expect(['250m', '2', '128Mi', '1Gi', '500k', '1500000n', '1e3'].map(quantity)).toEqual([
    0.25, 2, 134_217_728, 1_073_741_824, 500_000, 0.0015, 1_000,
  ]);
  expect(['', '12Xi', 'abc', '-1'].map(quantity)).toEqual([undefined, undefined, undefined, undefined]);
});

test('a pod sums up its containers, and has no limit when one of them has none', () => {
  const container = (cpu: string, limit?: string) => ({
    resources: { requests: { cpu }, ...(limit !== undefined && { limits: { cpu: limit } }) },
  });
  const json = JSON.stringify({
    items: [
      {
        metadata: { name: 'deals-1' },
        spec: { containers: [container('100m', '500m'), container('50m')] },
        status: {
          containerStatuses: [
            { ready: true, restartCount: 2 },
            { ready: false, restartCount: 1 },
          ],
        },
      },
      { metadata: { name: 'new' } },
    ],
  });
  expect(readPods(json)).toEqual([
    { name: 'deals-1', isReady: false, restarts: 3, coresRequested: expect.closeTo(0.15) },
    { name: 'new', isReady: false, restarts: 0 },
  ]);
});

test('lines of kubectl top are read, and others are not', () => {
  expect(readTop('deals-1   12m   48Mi\nerror: metrics not available yet\n')).toEqual([
    { name: 'deals-1', cores: 0.012, memoryBytes: 48 * 2 ** 20 },
  ]);
});
