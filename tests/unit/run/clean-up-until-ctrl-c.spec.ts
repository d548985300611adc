import { expect, test } from '@playwright/test';
import { cleanUpUntilCtrlC } from '../../../src/run/clean-up-until-ctrl-c.ts';
import { RemovalTally } from '../../../src/target/test-data/removal-report.ts';

const GO_ON = 'npm run cleanup -- development';

/** A clean-up in which somebody presses Ctrl-C or nobody does, and which leaves a deal. */
async function cleanUp({ ctrlC = true, sandbox = false }) {
  const said: string[] = [];
  const tally = new RemovalTally();
  const testData = await cleanUpUntilCtrlC(
    async (signal) => {
      if (ctrlC) process.emit('SIGINT');
      expect(signal.aborted).toBe(ctrlC);
      tally.left('deal', 'the clean-up was interrupted');
      return tally.report();
    },
    { sandbox },
    GO_ON,
    (line) => said.push(line),
  );
  return { testData, said };
}

test('Ctrl-C in the clean-up says that it stops and which command goes on, and its report is kept', async () => {
  const { said, testData } = await cleanUp({});
  expect(said).toEqual([
    `clean-up: it stops here, and the run writes its summary; ${GO_ON} removes what is left`,
  ]);
  expect(testData).toMatchObject({ complete: false });
});

test('what an embedded Desk Studio has needs no command', async () => {
  const { said } = await cleanUp({ sandbox: true });
  expect(said.join()).toMatch(/; the embedded Desk Studio takes what is left with it$/);
});

test('a clean-up that nobody stopped says nothing, and one that fails says so', async () => {
  expect((await cleanUp({ ctrlC: false })).said).toEqual([]);
  const said: string[] = [];
  const fails = () => Promise.reject(new Error('no route'));
  const testData = await cleanUpUntilCtrlC(fails, { sandbox: false }, GO_ON, (line) => said.push(line));
  expect(testData).toBeUndefined();
  expect(said).toEqual(['clean-up: it failed: no route']);
});
