import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { findBrowser } from '../browser/find-browser.ts';
import type { Priority } from '../measure/measurer-priority.ts';
import { processSettings } from '../record/process-settings.ts';
import type { SuiteFacts } from '../record/suite-facts.ts';

/**
 * Reads the facts of this process and its machine, which measures: a report may be made on another one.
 *
 * @param protocol what virtual users speak
 * @param sandboxPriority left out where the run did not start its target
 */
export function suiteFacts(protocol: string, sandboxPriority?: Priority): SuiteFacts {
  const commit = suiteCommit();
  return {
    node: process.version,
    browser: browserVersion(),
    ...(commit !== undefined && { commit }),
    ...(sandboxPriority !== undefined && { sandboxPriority }),
    host: machineName(),
    protocol,
  };
}

function browserVersion(): string {
  return findBrowser({ wished: processSettings().browser })?.version ?? 'none found';
}

function machineName(): string {
  const processors = cpus();
  return `${process.platform} ${process.arch}, ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown CPU'}`;
}

function suiteCommit(): string | undefined {
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
