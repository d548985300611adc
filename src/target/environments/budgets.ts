import type { Settings } from '../../settings/settings.ts';
import { isLoopback } from '../http/loopback.ts';
import type { Budgets } from './environments.ts';
import type { Target } from './target.ts';

/** Beyond this machine, where nobody has said more: enough for a smoke of ten users, and little for whoever shares the system. */
const MODEST: Budgets = { requests: 20_000, writes: 2_000 };

/** What no run sends. */
const BOUNDLESS = 1_000_000_000;

/** The most that a run may send: as settings say, else as the environment's file does. Undefined where nothing limits it. */
export function budgetsOf(
  target: Pick<Target, 'baseUrl' | 'budgets'>,
  { requestBudget, writeBudget }: Pick<Settings, 'requestBudget' | 'writeBudget'>,
): Budgets | undefined {
  const own = target.budgets ?? (isLoopback(target.baseUrl) ? undefined : MODEST);
  if (own === undefined && requestBudget === undefined && writeBudget === undefined) return undefined;
  const requests = requestBudget ?? own?.requests ?? BOUNDLESS;
  return { requests, writes: Math.min(requests, writeBudget ?? own?.writes ?? BOUNDLESS) };
}
