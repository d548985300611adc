import { attempt } from '../base/attempt.ts';
import { baseUrlFlag, outputDirFlag } from '../record/next-command.ts';
import { openJournal } from '../record/run-context.ts';
import { RUN_FOLDERS } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { Target } from '../target/environments/target.ts';
import { limitPerMinute } from '../target/request-budget.ts';
import type { Session } from '../target/session/session.ts';
import { condenseJournals } from '../target/test-data/condense-journals.ts';
import type { CreatedJournal } from '../target/test-data/created-journal.ts';
import type { SweptDealership } from '../target/test-data/find-leftovers.ts';
import type { RemovalReport } from '../target/test-data/removal-report.ts';
import { type RemovalOptions, removeTestData } from '../target/test-data/remove-test-data.ts';
import { accountSessions } from './account-sessions.ts';
import { CleanUpConnections, withoutMissingLists } from './clean-up-connections.ts';

/** How a clean-up is stopped, and who hears of it. */
export interface CleanUpOptions extends Pick<RemovalOptions, 'signal' | 'say' | 'patienceMs'> {
  /** Sessions of the users that made things; left out, they sign in. */
  readonly sessionOf?: (userId: string | undefined) => Promise<Session>;
}

/** Removes what the run made on the target, as the journals of its lanes and its dealerships list it. */
export async function cleanUp(
  folder: RunFolder,
  plan: RunPlan,
  target: Target,
  session: Session,
  options: CleanUpOptions = {},
): Promise<RemovalReport> {
  const before = journalsOf(folder);
  const connections = new CleanUpConnections(
    target,
    plan.offers,
    session,
    options.sessionOf ?? accountSessions(folder, target, session),
  );
  let progress: CreatedJournal | undefined;
  let report: RemovalReport;
  try {
    report = await removeTestData(before, withoutMissingLists(connections.send, plan.offers), {
      ...options,
      carriesTag: (text) => text.includes(plan.runTag),
      sweep: sweptDealerships(plan),
      concurrency: connections.count,
      limitPerMinute: limitPerMinute('user+dealership', plan.rateLimits),
      noteRemoved: (entry) => {
        progress ??= openJournal(folder, 'clean-up');
        progress.removed(entry);
      },
    });
  } finally {
    progress?.close();
    await connections.destroy();
  }
  attempt(
    () => condenseJournals(journalsOf(folder), report),
    (why) => options.say?.(`the journals of what the run made stay as they are: ${why}`),
  );
  // The embedded sandbox takes what is left with it.
  return report.complete || plan.sandbox ? report : { ...report, goOn: goOnWith(folder, plan) };
}

/** The journals in a run's folder. */
export function journalsOf(folder: RunFolder): string[] {
  return folder.names(RUN_FOLDERS.created).map((name) => folder.place(name));
}

/**
 * The dealerships in which a run has made things. Nobody else has any in those that were made up for it, unless other segments
 * of the run work there too: then what carries the tag of this one is its own.
 */
export function sweptDealerships({ dealerships, settings }: RunPlan): SweptDealership[] {
  const isOwn = settings.dealershipId === undefined && settings.segment === undefined;
  const { traffic, bursts, accounts } = dealerships;
  const swept = [
    { id: traffic, isOwn },
    { id: bursts, isOwn },
    // Journeys make their things where their user is at home.
    { id: accounts, isOwn: false },
  ];
  return swept.filter(({ id }, index) => swept.findIndex((each) => each.id === id) === index);
}

/** The command that removes what this run has left. */
export function goOnWith(
  folder: RunFolder,
  { environment, settings }: Pick<RunPlan, 'environment' | 'settings'>,
): string {
  return `npm run cleanup -- ${environment}${baseUrlFlag(settings)}${outputDirFlag(folder)}`;
}
