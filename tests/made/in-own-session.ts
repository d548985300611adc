import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { json } from 'node:stream/consumers';

/** No such process of a test takes longer. */
const LONGEST_MS = 50_000;

/**
 * Runs Node in a session of its own. Priorities are those of the session's scheduling group, too, and that of the tests is shared by
 * all workers: whatever another one does to it would be taken for the doing of the test.
 *
 * @param args of Node
 * @returns what it prints, which is JSON
 */
export async function inOwnSession<T>(args: readonly string[]): Promise<T> {
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LONGEST_MS,
  });
  const [printed] = await Promise.all([json(child.stdout), once(child, 'exit')]);
  return printed as T;
}
