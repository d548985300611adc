import { test as laneTest } from '../../fixtures/lane.ts';
import { realClock, sleep } from '../../src/base/clock.ts';
import { processSettings } from '../../src/record/process-settings.ts';
import { openRun } from '../../src/record/run-context.ts';
import { joinRun, leaveRun } from '../../src/record/run-folder.ts';
import { CHECK } from '../../src/record/run-plan.ts';
import { requireBrowser } from '../../src/run/conduct-run.ts';
import { endUnrecorded } from '../../src/run/end-unrecorded.ts';
import { prepareRun } from '../../src/run/prepare-run.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import { NEXT_SECOND_MS } from '../../src/traffic/flows/flow.ts';
import { checkFlows, checkOperations, checkSockets } from './check-api.ts';
import { checkJourneys, settleJourneys } from './check-journeys.ts';
import { checkLines, isPossible } from './checked.ts';
import { withoutLeftOut } from './left-out.ts';

const say = (line: string) => console.log(line);

/** A test of the target without load: it has a run of its own, in this one process, and no record. */
const test = laneTest.extend({
  run: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to see which fixtures are used.
    async ({}, use) => {
      const prepared = await prepareRun({ scenario: CHECK, lanes: [], say });
      try {
        joinRun(prepared.folder);
        const run = openRun(CHECK);
        await use(run);
        run.journal.close();
        await endUnrecorded(prepared, say);
      } finally {
        leaveRun();
        await prepared.leave();
      }
    },
    { scope: 'worker' },
  ],
});

/** Declares the check: every operation, flow and journey of a run with these settings once, and whether it would be possible. */
export function checkTest(): void {
  test('every operation, flow and journey once, without load', async ({ run, playwright }) => {
    const session = await signInTestUser(run.target, run.budget);
    const journeys = await settleJourneys(run);
    if (journeys.chosen.length > 0) requireBrowser(processSettings().browser);
    const used = withoutLeftOut(run, ['traffic', ...journeys.chosen]);
    const [operations, flows] = await Promise.all([
      checkOperations(used, session),
      checkFlows(withoutLeftOut(run, ['traffic']), session),
    ]);
    // The operations of the auth service have ended the sessions of before.
    // A new token of the same second would be the one that `auth.logout` has ended.
    await sleep(realClock, NEXT_SECOND_MS);
    const fresh = await signInTestUser(run.target, run.budget);
    // The fixture `browser` would start one for the API alone, too.
    const taken = await checkJourneys(journeys, () => playwright.chromium.launch(), fresh);
    const all = [...operations, ...checkSockets(used.plan), ...flows, ...taken];
    const lines = checkLines(all);
    for (const line of lines) say(line);
    if (!isPossible(all)) throw new Error(lines.at(-1));
  });
}
