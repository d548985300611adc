import { execFile } from 'node:child_process';

const ANSWERED_WITHIN_MS = 5_000;
const LONGEST_OUTPUT_BYTES = 16 * 1024 * 1024;

/** Runs kubectl with these arguments, and resolves with what it wrote. */
export type Kubectl = (...args: string[]) => Promise<string>;

/**
 * kubectl in one namespace of its current context. It is only asked for what `get`, `top` and `logs` show.
 *
 * @param signal ends what still runs
 */
export function kubectlIn(namespace: string, signal: AbortSignal | undefined): Kubectl {
  return (...args) =>
    new Promise((resolve, reject) => {
      const options = {
        timeout: ANSWERED_WITHIN_MS,
        killSignal: 'SIGKILL',
        maxBuffer: LONGEST_OUTPUT_BYTES,
        signal,
      } as const;
      execFile('kubectl', ['--namespace', namespace, ...args], options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(reasonOf(args[0] ?? '', error, stderr)));
      });
    });
}

function reasonOf(
  command: string,
  error: Error & { code?: unknown; killed?: boolean },
  stderr: string,
): string {
  if (error.code === 'ENOENT') return 'kubectl was not found on PATH';
  if (error.killed === true) return `kubectl ${command} did not answer within ${ANSWERED_WITHIN_MS / 1000} s`;
  const said = stderr.trim().split('\n').at(-1) ?? '';
  return `kubectl ${command}: ${said === '' ? `it ended with ${String(error.code)}` : said}`;
}
