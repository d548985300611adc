import { expect, test } from '@playwright/test';
import { beginRun } from '../../../src/run/conduct-run.ts';

const asked = { scenario: 'smoke', workers: 7, browser: '/opt/chrome', say: () => undefined } as const;

test('a scenario with fewer workers than lanes is refused before anything is prepared', async () => {
  const lanes = ['traffic', 'login', 'create-deal'];
  await expect(beginRun({ ...asked, workers: 2, lanes })).rejects.toThrow(
    '[NOT_ENOUGH_WORKERS] checked: the number of workers (--workers). Found: 2 for 3 lanes (traffic, login, create-deal)',
  );
});

test('a journey without a browser is refused before anything is prepared', async () => {
  const begun = beginRun({ ...asked, browser: undefined, lanes: ['login'] });
  await expect(begun).rejects.toThrow('[BROWSER_MISSING]');
});
