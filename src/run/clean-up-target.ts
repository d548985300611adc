import { realClock } from '../base/clock.ts';
import { SuiteError } from '../base/suite-error.ts';
import { createdFile } from '../record/run-files.ts';
import type { RunPlan } from '../record/run-plan.ts';
import { operations } from '../target/catalogue.ts';
import type { Target } from '../target/environments/target.ts';
import { routeOf } from '../target/environments/target.ts';
import { Connection } from '../target/http/connection.ts';
import { whyUnreachable } from '../target/preflight/preflight.ts';
import { readRateLimits } from '../target/preflight/read-rate-limits.ts';
import { limitPerMinute } from '../target/request-budget.ts';
import { enterTestUser } from '../target/session/account-pool.ts';
import type { Session } from '../target/session/session.ts';
import { condenseJournals } from '../target/test-data/condense-journals.ts';
import type { Leftovers } from '../target/test-data/find-leftovers.ts';
import { PatientSender } from '../target/test-data/patient-sender.ts';
import type { RemovalReport } from '../target/test-data/removal-report.ts';
import { removeTestData } from '../target/test-data/remove-test-data.ts';
import { accountSessions } from './account-sessions.ts';
import { cleanUp, journalsOf } from './clean-up.ts';
import { CleanUpConnections } from './clean-up-connections.ts';
import { embeddedPort } from './embedded-port.ts';
import { LeftoversOnTarget, type TaggedRun, uncleanRuns } from './leftovers-on-target.ts';
import { reserveTarget } from './one-run-per-target.ts';

const INTERRUPTED = 'what is left, since the clean-up was interrupted';

/** What `npm run cleanup` is asked for. */
export interface TargetCleanUp {
  readonly target: Target;
  /** Where the folders of runs are. */
  readonly outputFolder: string;
  readonly scenarios: readonly string[];
  /** How long ago a run that has no folder here must have begun to count as ended, in milliseconds. */
  readonly olderThanMs: number;
  /** Looks, and removes nothing. */
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
  say(line: string): void;
}

/** What a clean-up of a target has come to. */
export interface TargetCleanUpResult {
  /** Counted at the target before and after. */
  readonly found: Leftovers;
  readonly left: Leftovers;
  /** What became of the data of each run. */
  readonly reports: readonly { readonly name: string; readonly report: RemovalReport }[];
  /** Runs without a folder here that may be under way on another machine. */
  readonly young: readonly TaggedRun[];
}

/**
 * Removes what earlier and killed runs have left on a target, and counts there what is left afterwards. Keeps runs on
 * this machine away from the target while it works.
 *
 * @returns undefined when the embedded sandbox is the target and does not run: its data has ended with it
 * @throws SuiteError when a run is under way on the target, or nobody answers or signs in there
 */
export async function cleanUpTarget(asked: TargetCleanUp): Promise<TargetCleanUpResult | undefined> {
  const { target, outputFolder } = asked;
  const release = reserveTarget(target.baseUrl, { runId: 'npm run cleanup', folder: outputFolder });
  try {
    const unreachable = await whyUnreachable(target);
    if (unreachable === undefined) return await removeLeftovers(asked, (await enterTestUser(target)).session);
    const runs = uncleanRuns(outputFolder, target.baseUrl);
    if (embeddedPort(target) !== undefined && runs.every(({ plan }) => plan.sandbox)) return undefined;
    throw new SuiteError('TARGET_UNREACHABLE', {
      checked: `whether ${target.baseUrl} has test data of ${runs.length} runs that were not cleaned up`,
      found: unreachable,
      right: 'a running Desk Studio there; then the same command again',
    });
  } finally {
    release();
  }
}

async function removeLeftovers(asked: TargetCleanUp, session: Session): Promise<TargetCleanUpResult> {
  const { target, outputFolder, scenarios, olderThanMs, dryRun, say, signal } = asked;
  const limits = await limitsOf(target, session);
  const offers = Object.fromEntries(
    operations.map((operation) => [operation.id, routeOf(target, operation)]),
  );
  const sessionOf = poolSessions(asked, session);
  const connections = new CleanUpConnections(target, offers, session, sessionOf);
  try {
    const patience = {
      clock: realClock,
      limitPerMinute: limitPerMinute('user+dealership', limits),
      signal,
      say,
    };
    const { send } = new PatientSender(connections.send, patience);
    const nowMs = Date.now();
    const leftovers = new LeftoversOnTarget({
      send,
      outputFolder,
      baseUrl: target.baseUrl,
      home: session.user.dealershipId,
      scenarios,
      nowMs,
      beganBeforeMs: nowMs - olderThanMs,
    });
    await leftovers.findTags();
    const found = await leftovers.count();
    const { runs, young } = leftovers;
    say(`found on the target: ${countWords(found)}`);
    const reports: { name: string; report: RemovalReport }[] = [];
    if (dryRun) return { found, left: found, reports, young };
    for (const { folder, plan } of runs) {
      const current: RunPlan = { ...plan, sandbox: false, rateLimits: limits };
      const report = await cleanUp(folder, current, target, session, { signal, say, sessionOf });
      // A run that was killed before it made anything is clean now, and its folder says so.
      if (journalsOf(folder).length === 0) condenseJournals([folder.file(createdFile('clean-up'))], report);
      reports.push({ name: folder.runId, report });
    }
    if (signal?.aborted === true)
      return { found, left: { entries: [], problems: [INTERRUPTED] }, reports, young };
    const rest = await leftovers.count();
    if (rest.entries.length === 0) return { found, left: rest, reports, young };
    const report = await removeTestData([], connections.send, {
      ...patience,
      concurrency: connections.count,
      carriesTag: (text) => leftovers.carriesTag(text),
      found: rest.entries,
    });
    const tags = leftovers.tagged.map(({ tag }) => ` ${tag}`).join(',');
    reports.push({
      name: `what no journal here names${tags === '' ? '' : `, of runs tagged${tags}`}`,
      report,
    });
    return { found, left: await leftovers.count(), reports, young };
  } finally {
    await connections.destroy();
  }
}

/** Sessions of the accounts that the runs' traffic used. The pool is the same for all runs, so each signs in once. */
function poolSessions({ target, outputFolder }: TargetCleanUp, session: Session) {
  const sessionOf = new Map<string, (userId: string | undefined) => Promise<Session>>();
  for (const { folder, users } of uncleanRuns(outputFolder, target.baseUrl)) {
    const ofRun = accountSessions(folder, target, session);
    for (const user of users) if (!sessionOf.has(user)) sessionOf.set(user, ofRun);
  }
  return async (userId: string | undefined): Promise<Session> =>
    (await sessionOf.get(userId ?? '')?.(userId)) ?? session;
}

async function limitsOf({ baseUrl, tlsVerify }: Target, session: Session): Promise<RunPlan['rateLimits']> {
  const connection = new Connection(baseUrl, { tlsVerify });
  try {
    const { limits } = await readRateLimits(connection, session, '/api/v1/auth/me');
    return limits;
  } finally {
    await connection.destroy();
  }
}

/** E.g. `34 deals, 12 customers`, or `nothing`. */
export function countWords({ entries }: Leftovers): string {
  const counts = [...Map.groupBy(entries, ({ kind }) => kind)].map(([kind, of]) =>
    of.length === 1 ? `1 ${kind}` : `${of.length} ${kind}s`,
  );
  return counts.length === 0 ? 'nothing' : counts.join(', ');
}
