import { test as base } from '@playwright/test';
import { startContractSandbox } from './contract-sandbox.ts';
import { createWorld, type World } from './world.ts';

/** Tests with a peopled sandbox; one per worker, ended with it. */
export const test = base.extend<object, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
    async ({}, use) => {
      const sandbox = await startContractSandbox();
      try {
        await use(await createWorld(sandbox));
      } finally {
        await sandbox.close();
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

export { expect } from '@playwright/test';
