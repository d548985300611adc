import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** A command that a test has started. */
export interface StartedCommand {
  readonly child: ChildProcess;
  /** Resolves with the exit code when nothing prints any more; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** All that it printed so far. */
  printed(): string;
}

/**
 * Starts a command as a user does: of the environment of the tests it gets only `PATH`, `HOME` and where Node keeps
 * compiled code, and what is given.
 */
export function startCommand(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  options: Pick<SpawnOptions, 'cwd' | 'uid' | 'gid'> = {},
): StartedCommand {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(program, args, {
    ...options,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return { child, ended, printed: () => text };
}

/** As {@link startCommand}, to the end. */
export async function runCommand(
  ...command: Parameters<typeof startCommand>
): Promise<{ code: number | null; printed: string }> {
  const { ended, printed } = startCommand(...command);
  return { code: await ended, printed: printed() };
}
