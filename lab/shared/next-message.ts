import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * The next message of a forked process.
 * @param name of the process, for the error
 * @throws Error when the process ends before it sends one
 */
export async function nextMessage<Message>(child: ChildProcess, name: string): Promise<Message> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(child, 'exit', { signal }).then(([code, killedBy]) => {
    throw new Error(`${name}: the process ended before it answered (${killedBy ?? `exit code ${code}`})`);
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [Message];
    return message;
  } finally {
    ended.catch(() => undefined);
    settled.abort();
  }
}
