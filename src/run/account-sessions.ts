import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { Target } from '../target/environments/target.ts';
import { signInPoolAccount } from '../target/session/account-pool.ts';
import type { Session } from '../target/session/session.ts';

/**
 * Sessions of the users that made things in a run: only somebody who takes part in a conversation can archive it. Each
 * account signs in again when its session is first needed.
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

  /** The session of this user, or of the test user when this user is unknown or cannot sign in. */
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
