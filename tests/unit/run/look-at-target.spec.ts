import { expect, test } from '@playwright/test';
import { refuseWhatWouldBreak } from '../../../src/run/look-at-target.ts';
import type { Finding } from '../../../src/target/preflight/finding.ts';

const connection = { protocol: 'HTTP/1.1', speaksHttp1: true, keys: [] } as const;
const limits: Finding = { check: 'rate limits', kind: 'fine', found: 'enough' };

test('a load above the rate limits is refused with the way out', () => {
  const refused: Finding = {
    ...limits,
    kind: 'refused',
    found: '200 of 100 per minute',
    wayOut: 'fewer users',
  };
  expect(() => refuseWhatWouldBreak({ findings: [limits, refused], connection }, 'smoke')).toThrow(
    '[RATE_LIMITS_TOO_LOW] checked: rate limits. Found: 200 of 100 per minute. Right would be: fewer users.',
  );
});

test('a target without HTTP/1.1 is refused for bursts alone', () => {
  const http2 = { protocol: 'HTTP/2', speaksHttp1: false, keys: [] } as const;
  expect(() => refuseWhatWouldBreak({ findings: [limits], connection: http2 }, 'baseline')).toThrow(
    '[HTTP2_ONLY]',
  );
  expect(() => refuseWhatWouldBreak({ findings: [limits], connection: http2 }, 'smoke')).not.toThrow();
});
