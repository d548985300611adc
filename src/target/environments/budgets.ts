import { shareOf } from '../../base/segment.ts';
import type { Settings } from '../../settings/settings.ts';
import { isLoopback } from '../http/loopback.ts';
import type { Budgets } from './environments.ts';
import type { Target } from './target.ts';

/** Beyond this machine, where nobody has said more: enough for a smoke of ten users, and little for whoever shares the system. */
const MODEST: Budgets = { requests: 20_000, writes: 2_000 };

/** What no run sends. */
const BOUNDLESS = 1_000_000_000;

/**
 * The most that a run may send: as settings say, else as the environment's file does. Segments share it. Undefined where
 * nothing limits it.
 */
export function budgetsOf(
  target: Pick<Target, 'baseUrl' | 'budgets'>,
  {
    requestBudget,
    writeBudget,
    segment = { index: 1, of: 1 },
  }: Pick<Settings, 'requestBudget' | 'writeBudget'> & Partial<Pick<Settings, 'segment'>>,
): Budgets | undefined {
  const own = target.budgets ?? (isLoopback(target.baseUrl) ? undefined : MODEST);
  if (own === undefined && requestBudget === undefined && writeBudget === undefined) return undefined;
  const requests = requestBudget ?? own?.requests ?? BOUNDLESS;
  const writes = Math.min(requests, writeBudget ?? own?.writes ?? BOUNDLESS);
  return { requests: shareOf(requests, segment), writes: shareOf(writes, segment) };
}
