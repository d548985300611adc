import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { Target } from '../target/environments/target.ts';
import { signInPoolAccount } from '../target/session/account-pool.ts';
import type { Session } from '../target/session/session.ts';

/**
 * Sessions of the users that made things in a run: a conversation can only be put away by somebody who takes part in
 * it. Each account is signed in again when it is first asked for.
 */
export class AccountSessions {
  readonly #target: Target;
  readonly #testUser: Session;
  readonly #userIds: readonly string[];
  readonly #sessions = new Map<string, Promise<Session>>();

  constructor(folder: RunFolder, target: Target, testUser: Session) {
    this.#target = target;
    this.#testUser = testUser;
    this.#userIds = folder.read<string[]>(RUN_FILES.accounts) ?? [];
  }

  /** The session of this user; the test user's where the user is unknown or cannot be signed in. */
  of(userId: string | undefined): Promise<Session> {
    const number = userId === undefined ? -1 : this.#userIds.indexOf(userId);
    if (userId === undefined || number < 0) return Promise.resolve(this.#testUser);
    const known = this.#sessions.get(userId);
    if (known !== undefined) return known;
    const signingIn = signInPoolAccount(this.#target, number)
      .then((session) => session ?? this.#testUser)
      .catch(() => this.#testUser);
    this.#sessions.set(userId, signingIn);
    return signingIn;
  }
}
