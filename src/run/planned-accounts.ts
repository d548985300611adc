import { formatDuration } from '../base/duration.ts';
import { counted, formatCount } from '../base/format.ts';
import { accountPoolPath, notedAccounts } from '../record/account-pool-file.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { Settings } from '../settings/settings.ts';
import type { Target } from '../target/environments/target.ts';
import type { Finding, RateLimits } from '../target/preflight/finding.ts';
import { limitPerMinute, usableOf } from '../target/request-budget.ts';
import { poolAccount } from '../target/session/account-pool.ts';
import { accountsOf, firstAccountOf, USUAL_ACCOUNTS } from '../traffic/plan/accounts.ts';
import { type ScenarioPlan, sharesOfPlan } from '../traffic/plan/scenario-plan.ts';
import type { PlannedSignIns } from './planned-load.ts';

/** With bcrypt's cost 12, which the product has. */
const CPU_MS_PER_SIGN_IN = 200;
/** A target that needs more for each account does not get its users signed in. */
const LONGEST_MS_PER_ACCOUNT = 2_000;
/** Of a rate limit, in which what was sent before counts. */
const WINDOW_MS = 65_000;

/** A run whose users are going to be signed in. */
export interface RunToSignIn extends Pick<RunPlan, 'lanes' | 'rateLimits' | 'sandbox'> {
  readonly processes: number;
  readonly plan: ScenarioPlan | undefined;
  readonly target: Target;
  readonly settings: Pick<Settings, 'accounts' | 'outputFolder'>;
}

/** The accounts of a run's users. */
export interface PlannedAccounts {
  /** Without those of the visitors of the auth service. */
  readonly ofUsers: number;
  readonly signIns: PlannedSignIns;
  readonly findings: readonly Finding[];
}

/** The accounts of a run's users, and which of them earlier runs have noted; undefined without traffic. */
export function plannedAccounts(run: RunToSignIn): PlannedAccounts | undefined {
  const { plan, lanes, target, settings, sandbox, processes } = run;
  if (plan === undefined || !lanes.includes('traffic')) return undefined;
  const numbers = sharesOfPlan(plan, processes).flatMap((share) => {
    const from = firstAccountOf(share.partOf?.segment, settings.accounts);
    return Array.from({ length: accountsOf(share, settings.accounts) + 1 }, (_, number) => from + number);
  });
  const accounts = numbers.length;
  const ofUsers = accounts - processes;
  // They share what is there.
  if (target.readsOnly === true) return { ofUsers, signIns: { accounts, unknown: 0 }, findings: [] };
  const { accounts: noted, fault } = sandbox
    ? { accounts: new Map<string, string>(), fault: undefined }
    : notedAccounts(settings.outputFolder, target.baseUrl);
  const unknown = numbers.filter((number) => !noted.has(poolAccount(target, number).email)).length;
  const signIns = { accounts, unknown };
  return { ofUsers, signIns, findings: [accountsFinding(run, signIns, fault)] };
}

/** What the preflight says of the users' accounts. */
function accountsFinding(
  { settings, sandbox, rateLimits }: RunToSignIn,
  signIns: PlannedSignIns,
  fault: string | undefined,
): Finding {
  const { accounts, unknown } = signIns;
  const noted = accounts - unknown;
  const known = sandbox
    ? 'the embedded Desk Studio is new'
    : `${formatCount(noted)} noted by earlier runs${unknown === 0 ? '' : `, ${formatCount(unknown)} to be registered unless the target has them`}`;
  const found = [`${counted(accounts, 'account')} for the users: ${known}`, ...costs(signIns, rateLimits)];
  const finding = { check: 'accounts', found: found.join('; ') } as const;
  if (fault === undefined) return { ...finding, kind: 'fine' };
  return {
    ...finding,
    kind: 'warning',
    wayOut: `${accountPoolPath(settings.outputFolder)} cannot be read (${fault}), so each account is tried, and the file is written anew`,
  };
}

/** What many sign-ins cost; nothing worth a word where they are few. */
function costs({ accounts, unknown }: PlannedSignIns, rateLimits: RateLimits): string[] {
  if (accounts <= USUAL_ACCOUNTS + 1) return [];
  const perMinute = limitPerMinute('ip', rateLimits);
  const cpu = formatDuration(accounts * CPU_MS_PER_SIGN_IN);
  return [
    `each costs the target a password hash, about 0.2 s of a core, ${cpu} in all`,
    ...(perMinute === undefined
      ? []
      : [
          `signing in takes up to ${formatDuration(pacedMs(accounts + unknown, perMinute))} below the target's limit of ${formatCount(perMinute)} a minute and address`,
        ]),
  ];
}

function pacedMs(requests: number, perMinute: number): number {
  return (requests / usableOf(perMinute)) * 60_000;
}

/** How long signing in many users may take at most, in addition to what a run with the usual number of accounts may take. */
export function longestSignInMs(
  plan: ScenarioPlan,
  wanted: number | undefined,
  rateLimits: RateLimits,
): number {
  const accounts = accountsOf(plan, wanted);
  if (accounts <= USUAL_ACCOUNTS) return 0;
  const perMinute = limitPerMinute('ip', rateLimits);
  const paced = perMinute === undefined ? 0 : pacedMs(2 * (accounts + 1), perMinute) + WINDOW_MS;
  return accounts * LONGEST_MS_PER_ACCOUNT + paced;
}
