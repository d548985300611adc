import type { SandboxContext } from '../context.ts';

/** The columns of the table `users` that sign-in needs. */
export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly password_hash: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly role: string;
  readonly dealership_id: string | null;
  readonly is_active: boolean;
}

/** A user as the API shows one. */
export interface PublicUser {
  readonly id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly role: string;
  /** A UUID or an empty string. */
  readonly dealership_id: string;
}

/** The part of a row that the API shows. */
export function publicUser(row: UserRow): PublicUser {
  const { id, email, first_name, last_name, role, dealership_id } = row;
  return { id, email, first_name, last_name, role, dealership_id: dealership_id ?? '' };
}

const COLUMNS = 'id, email, password_hash, first_name, last_name, role, dealership_id, is_active';

/** After this many failed logins a lock time is written. Neither the product nor the sandbox ever reads it. */
const FAILURES_TO_LOCK = 5;

/** Reads and writes users with prepared statements, which count as `db` time. */
export class Users {
  readonly #context: SandboxContext;

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  async byEmail(email: string): Promise<UserRow | undefined> {
    const text = `SELECT ${COLUMNS} FROM users WHERE email = $1`;
    return (await this.#run('auth.user-by-email', text, [email])).rows[0];
  }

  async byId(id: string): Promise<UserRow | undefined> {
    const text = `SELECT ${COLUMNS} FROM users WHERE id = $1`;
    return (await this.#run('auth.user-by-id', text, [id])).rows[0];
  }

  /** Adds a user; false when the e-mail address is taken. */
  async insert(user: UserRow): Promise<boolean> {
    const text = `INSERT INTO users (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (email) DO NOTHING`;
    const { id, email, password_hash, first_name, last_name, role, dealership_id, is_active } = user;
    const values = [id, email, password_hash, first_name, last_name, role, dealership_id, is_active];
    return (await this.#run('auth.insert-user', text, values)).rowCount === 1;
  }

  /** Resets the counter and stores the time of this login, in two statements as in the product. */
  async loginSucceeded(id: string): Promise<void> {
    const reset = 'UPDATE users SET failed_logins = 0, locked_until = NULL WHERE id = $1';
    await this.#run('auth.reset-failures', reset, [id]);
    const stamp = 'UPDATE users SET last_login_at = now() WHERE id = $1';
    await this.#run('auth.stamp-login', stamp, [id]);
  }

  async loginFailed(id: string): Promise<void> {
    const text = `UPDATE users SET failed_logins = failed_logins + 1, locked_until = CASE
        WHEN failed_logins + 1 >= ${FAILURES_TO_LOCK} THEN now() + interval '15 minutes' ELSE locked_until END
      WHERE id = $1`;
    await this.#run('auth.count-failure', text, [id]);
  }

  /** Sets a password; false when there is no such user. */
  async setPassword(id: string, passwordHash: string): Promise<boolean> {
    const text = 'UPDATE users SET password_hash = $2, updated_at = now() WHERE id = $1';
    return (await this.#run('auth.set-password', text, [id, passwordHash])).rowCount === 1;
  }

  /** Marks an e-mail address as confirmed; false when there is no such user. */
  async verifyEmail(id: string): Promise<boolean> {
    const text = 'UPDATE users SET email_verified = true, updated_at = now() WHERE id = $1';
    return (await this.#run('auth.verify-email', text, [id])).rowCount === 1;
  }

  #run(name: string, text: string, values: unknown[]) {
    const { pool, timed } = this.#context;
    return timed('db', () => pool.query<UserRow>({ name, text, values }));
  }
}
