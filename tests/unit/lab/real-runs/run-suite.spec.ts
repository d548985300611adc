import { expect, test } from '@playwright/test';
import { machineEnvironment, runEnvironment } from '../../../../lab/real-runs/run-suite.ts';

test('a run gets its own settings, and none that a shell or a .env sets for other runs', () => {
  const own = { PATH: '/bin', HOME: '/somewhere', OPERATIONS: 'deals.list', VUS: '3', FAULTS: 'pause:1/2' };
  expect(runEnvironment(own, { DURATION: '2m' })).toEqual({
    PATH: '/bin',
    HOME: '/somewhere',
    CI: 'true',
    ENV_FILE: 'none',
    DURATION: '2m',
  });
});

test('the embedded Desk Studio of a run gets none of them either: a fault of the shell would be measured as its own', () => {
  const own = { PATH: '/bin', FAULTS: 'pause:1/2', RATE_LIMIT_ENABLED: 'true', DATABASE_URL: 'postgres://x' };
  expect(machineEnvironment(own)).toEqual({ PATH: '/bin' });
});
