import type { Session } from '../../target/session/session.ts';
import { NEXT_SECOND_MS } from '../flows/next-second.ts';
import workload from '../workload.json' with { type: 'json' };
import type { VirtualUser } from './virtual-user.ts';

/** About one account a minute. */
const VISITS_PER_REGISTRATION = workload.authVisitsPerMinute;

/**
 * Measures signing in, refreshing, and the rest of the auth service at a low rate of its own. The other users sign in
 * before the measured phase: password hashing costs the target far more than any other operation, and a hundred users
 * signing in at once would measure nothing but that.
 */
export async function visitAuth(user: VirtualUser, session: Session, isOver: () => boolean): Promise<void> {
  const paceMs = 60_000 / workload.authVisitsPerMinute;
  for (let visit = 0; !isOver(); visit += 1) {
    const startedMs = performance.now();
    await user.do('auth.login');
    await user.do('auth.me');
    await user.think(NEXT_SECOND_MS);
    await user.do('auth.refresh');
    // An account cannot be removed again, so few are made; the first at once, so that short runs have one too.
    if (visit % VISITS_PER_REGISTRATION === 0) await user.do('auth.register');
    // Each of these is rare in real life, and each but the last costs a hash or a mail.
    if (visit % 4 === 1) await user.do('auth.changePassword');
    if (visit % 4 === 2) await user.do('auth.forgotPassword');
    if (visit % 4 === 3 && (await user.do('auth.logout'))) {
      await user.think(NEXT_SECOND_MS);
      if (!isOver()) await session.renew();
    }
    await user.think(Math.max(0, paceMs - (performance.now() - startedMs)));
  }
}
