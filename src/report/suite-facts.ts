import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { findBrowser } from '../browser/find-browser.ts';
import { processSettings } from '../record/process-settings.ts';

/** The suite and the machine that measured a run. They belong to the figures: another machine gives other figures. */
export type SuiteFacts = Readonly<ReturnType<typeof suiteFacts>>;

/** Reads the facts of this process and its machine. */
export function suiteFacts() {
  return {
    /** Version of the Node that runs this. */
    node: process.version,
    browser: browserVersion(),
    /** Commit of the suite, `+` at its end when files differ from it; undefined outside a git repository. */
    commit: suiteCommit(),
    host: machineName(),
  };
}

/** Version of the browser that the journeys use. */
export function browserVersion(): string {
  return findBrowser({ wished: processSettings().browser })?.version ?? 'none found';
}

/** The system and the processors of this machine. */
export function machineName(): string {
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
