import { formatCount } from '../base/format.ts';
import { SuiteError } from '../base/suite-error.ts';
import { accountsOf } from '../traffic/plan/accounts.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { pairsFor } from '../traffic/sockets/socket-users.ts';

/** What the traffic's process has open without any user: pipes, the run's files, the loop's own. */
const WITHOUT_USERS = 40;

/**
 * Checks that the traffic's process may open as many files as its users need: each has a connection, as each account has,
 * and each user of a socket one more.
 *
 * @param limit how many files a process may have open; that of this process when left out
 * @param wantedAccounts ACCOUNTS
 * @throws SuiteError (BAD_SETTING) with both numbers
 */
export function checkDescriptors(
  { peakVus, arrivals, partOf }: Pick<ScenarioPlan, 'peakVus' | 'arrivals' | 'partOf'>,
  limit = openFileLimit(),
  wantedAccounts?: number,
): void {
  const users = arrivals?.maxUsers ?? peakVus;
  const filesFor = (most: number) => {
    const plan = { peakVus: most, ...(partOf !== undefined && { partOf }) };
    return WITHOUT_USERS + most + accountsOf(plan, wantedAccounts) + 2 * pairsFor(most);
  };
  const needed = filesFor(users);
  if (needed <= limit) return;
  throw new SuiteError('BAD_SETTING', {
    checked: 'the limit of open files (ulimit -n) for the virtual users (VUS, MAX_VUS)',
    found: `${formatCount(limit)} files, and ${formatCount(users)} users need ${formatCount(needed)}`,
    right: `a higher limit, \`ulimit -n ${needed}\` (the hard limit: \`ulimit -Hn\`), or ${formatCount(mostUsers(users, limit, filesFor))} users at most`,
  });
}

function mostUsers(users: number, limit: number, filesFor: (users: number) => number): number {
  let most = users;
  while (most > 0 && filesFor(most) > limit) most -= 1;
  return most;
}

/** Node raises its limit to the hard one at its start, and its workers inherit that. Windows has no such limit. */
function openFileLimit(): number {
  // The report's look at the network may wait for a name resolver.
  Object.assign(process.report, { excludeNetwork: true });
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft?: number | string } } };
  const soft = Number(report.userLimits?.open_files?.soft ?? Number.POSITIVE_INFINITY);
  return Number.isNaN(soft) ? Number.POSITIVE_INFINITY : soft;
}
