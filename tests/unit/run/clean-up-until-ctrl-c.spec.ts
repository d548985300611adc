import { expect, test } from '@playwright/test';
import { cleanUpUntilCtrlC } from '../../../src/run/clean-up-until-ctrl-c.ts';
import { outcomeOf, reasonsOf } from '../../../src/run/reasons.ts';
import { RemovalTally } from '../../../src/target/test-data/removal-report.ts';

const GO_ON = 'npm run cleanup -- development';

/** A clean-up in which somebody presses Ctrl-C or nobody does, and which then leaves so many deals. */
async function cleanUp({ left, ctrlC = true, sandbox = false }: Wish) {
  const said: string[] = [];
  const tally = new RemovalTally();
  const ended = await cleanUpUntilCtrlC(
    async (signal) => {
      if (ctrlC) process.emit('SIGINT');
      expect(signal.aborted).toBe(ctrlC);
      for (let deal = 0; deal < left; deal += 1) tally.left('deal', 'the clean-up was interrupted');
      return tally.report();
    },
    { sandbox },
    GO_ON,
    (line) => said.push(line),
  );
  return { ...ended, said };
}

interface Wish {
  readonly left: number;
  readonly ctrlC?: boolean;
  readonly sandbox?: boolean;
}

test('Ctrl-C in the clean-up says that it stops and which command goes on, and the run is not green', async () => {
  const { said, interrupted = false, testData } = await cleanUp({ left: 2 });
  expect(said).toEqual([
    `clean-up: it stops here, and the run writes its summary; ${GO_ON} removes what is left`,
  ]);
  expect(testData?.complete).toBe(false);
  expect(interrupted).toBe(`the clean-up was interrupted; ${GO_ON} removes what is left`);
  const early = { stopped: undefined, interrupted, testErrors: [] };
  const reasons = reasonsOf([], early, { invalid: undefined, unmeasured: undefined });
  expect(reasons).toEqual([{ kind: 'interrupted', text: interrupted }]);
  expect(outcomeOf(reasons)).toBe('could not run');
});

test('what an embedded Desk Studio has needs no command', async () => {
  const { said, interrupted } = await cleanUp({ left: 1, sandbox: true });
  expect(said.join()).toMatch(/; the embedded Desk Studio takes what is left with it$/);
  expect(interrupted).toBe(
    'the clean-up was interrupted; the embedded Desk Studio takes what is left with it',
  );
});

test('a clean-up that left nothing after all, and one that nobody stopped, interrupt no run', async () => {
  expect((await cleanUp({ left: 0 })).interrupted).toBeUndefined();
  expect(await cleanUp({ left: 3, ctrlC: false })).toMatchObject({ said: [], interrupted: undefined });
});

test('a clean-up that fails says so, and only Ctrl-C makes the run interrupted by it', async () => {
  const said: string[] = [];
  const fails = () => Promise.reject(new Error('no route'));
  const ended = await cleanUpUntilCtrlC(fails, { sandbox: false }, GO_ON, (line) => said.push(line));
  expect(ended).toEqual({ testData: undefined, interrupted: undefined });
  expect(said).toEqual(['clean-up: it failed: no route']);
});
