import { expect, test } from '@playwright/test';
import { runEnvironment } from '../../../../lab/real-runs/run-suite.ts';

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
