import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { processBrowserVersion } from '../record/process-settings.ts';
import type { SuiteFacts } from '../record/suite-facts.ts';
import type { EmbeddedSandbox } from './embedded-sandbox.ts';

/**
 * Reads the facts of this process and its machine, which measures: a report may be made on another one.
 *
 * @param protocol what virtual users speak
 * @param sandbox left out where the run did not start its target
 */
export function suiteFacts(
  protocol: string,
  sandbox?: Pick<EmbeddedSandbox, 'priority' | 'faults'>,
): SuiteFacts {
  const commit = suiteCommit();
  return {
    node: process.version,
    browser: processBrowserVersion(),
    ...(commit !== undefined && { commit }),
    ...(sandbox !== undefined && { sandboxPriority: sandbox.priority }),
    ...(sandbox?.faults !== undefined && { sandboxFaults: sandbox.faults }),
    host: machineName(),
    protocol,
  };
}

function machineName(): string {
  const processors = cpus();
  return `${process.platform} ${process.arch}, ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown CPU'}`;
}

/** Commit of the suite, `+` at its end when files differ from it; undefined outside a git repository. */
export function suiteCommit(): string | undefined {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', import.meta.dirname, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5_000,
    }).trim();
  try {
    const commit = git('rev-parse', '--short', 'HEAD');
    return git('status', '--porcelain') === '' ? commit : `${commit}+`;
  } catch {
    return undefined;
  }
}
