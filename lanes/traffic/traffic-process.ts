import { maskOfProcess } from '../../src/base/secrets/known-secrets.ts';
import { goFirst } from '../../src/measure/measurer-priority.ts';
import { openRun, type RunContext } from '../../src/record/run-context.ts';
import { shareSecrets } from '../../src/record/shared-secrets.ts';
import { SEGMENT } from '../../src/settings/kinds-of-segments.ts';
import { chooseOperations } from '../../src/traffic/plan/choose-operations.ts';
import { shareOfPlan } from '../../src/traffic/plan/scenario-plan.ts';
import { driveShare } from './drive-share.ts';
import { endOfShare } from './end-of-share.ts';
import type { FromProcess, ToProcess } from './process-messages.ts';
import { settleWhenAsked } from './settle-when-asked.ts';
import { signInUsers } from './sign-in-users.ts';
import { untilBeginning } from './until-beginning.ts';

// A process that drives a share of a run's traffic, such as 2/4. The traffic lane starts it and says when it begins.

function tell(message: FromProcess): void {
  // The lane has ended when it cannot be told, and this process ends with it.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

/** Listens to the lane: when the traffic begins, and whether it ends before its time. */
function listen(): { readonly began: Promise<number>; readonly end: AbortSignal } {
  const end = new AbortController();
  const began = new Promise<number>((resolve) => {
    process.on('message', (message: ToProcess) => {
      if (message.kind === 'begin') resolve(message.atEpochMs);
      if (message.kind === 'end') end.abort();
    });
  });
  return { began, end: end.signal };
}

async function drive(share: string, run: RunContext): Promise<void> {
  const { offers, sockets, plan: whole } = run.plan;
  if (whole === undefined) throw new Error(`traffic: the run ${run.plan.runId} has no scenario`);
  const { began, end } = listen();
  const plan = shareOfPlan(whole, SEGMENT.schema.parse(share));
  // Those who watch the run see how far the first process is.
  let made = 0;
  const sessions = await signInUsers(run, plan, (state) => {
    made = state.made;
  });
  shareSecrets();
  tell({ kind: 'ready', accounts: sessions.map(({ user }) => user.id), made });
  const beginsMs = await began;
  const stepBack = goFirst({ group: false });
  const late = await untilBeginning(beginsMs);
  if (late !== undefined) throw new Error(late);
  const chosen = chooseOperations({ operations: offers, sockets }, run.settings.operations);
  await driveShare(
    { run, plan, chosen, sessions },
    {
      signal: end,
      watchRounds: (_, settling) => settleWhenAsked(process, settling, tell),
      onProgress: (progress) => tell({ kind: 'progress', progress }),
      onGone: (reason) => tell({ kind: 'gone', reason }),
    },
  ).finally(stepBack);
}

const [, , share = ''] = process.argv;
const run = openRun(`traffic-${share.replace('/', '-of-')}`);
// The lane has ended, and with it whoever would judge what comes now. What was measured is on disk.
process.once('disconnect', () => {
  run.journal.close();
  process.exit(1);
});
// These reach all processes of a terminal, and of a service: the lane says when to end, or ends itself.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
try {
  await drive(share, run);
} catch (error) {
  process.exitCode = 1;
  // The lane does not know the secrets of this process.
  tell({ kind: 'failed', why: maskOfProcess().text(error instanceof Error ? error.message : String(error)) });
}
shareSecrets();
run.journal.close();
endOfShare();
