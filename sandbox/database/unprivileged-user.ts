import { readFileSync } from 'node:fs';

/** A system account by its ids. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Accounts that can run PostgreSQL, best first. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * The account to run PostgreSQL as, because PostgreSQL refuses to run as root; undefined (the current user) unless that
 * is root. Creates no account, because it would outlive the sandbox.
 *
 * @throws Error when the current user is root and none of the accounts exists
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
    `PostgreSQL does not run as root, and /etc/passwd has none of the accounts ${CANDIDATES.join(', ')}. ` +
      'Start the sandbox as another user, or set DATABASE_URL.',
  );
}
