import { readFileSync } from 'node:fs';

/** A system account by its numbers. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Accounts that PostgreSQL may run as, best first. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * The account to run PostgreSQL as, which refuses to run as root: undefined (ourselves) unless we are root. No
 * account is created, since that would outlive the sandbox.
 *
 * @throws Error when we are root and none of the accounts exists.
 */
export function unprivilegedUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const account = accounts.find((fields) => fields[0] === name);
    if (account !== undefined) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error(
    `PostgreSQL does not run as root, and /etc/passwd has none of the accounts ${CANDIDATES.join(', ')} to run it ` +
      'as. Start the sandbox as another user, or name a database by DATABASE_URL.',
  );
}
