import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { formatDuration } from '../base/duration.ts';
import { findBrowser } from '../browser/find-browser.ts';
import { processSettings } from '../record/process-settings.ts';
import type { RunPlan } from '../record/run-plan.ts';

/** What a run was done with: it belongs to the figures, since others would give others. */
export interface RunFacts {
  /** Version of the Node that runs this. */
  readonly node: string;
  readonly browser: string;
  /** Commit of the suite, `+` at its end when files differ from it; undefined outside a git repository. */
  readonly commit: string | undefined;
  readonly host: string;
}

/** The environment of a run as the report's front page shows it: names and values, in this order. */
export function allureEnvironment(plan: RunPlan, facts: RunFacts): Record<string, string> {
  const { plan: scenario } = plan;
  return {
    Target: `${plan.baseUrl}${plan.sandbox ? ' (embedded sandbox)' : ''}`,
    Environment: plan.environment,
    Scenario: plan.scenario,
    ...(scenario !== undefined && {
      'Virtual users': String(scenario.peakVus),
      Duration: formatDuration(scenario.durationMs),
    }),
    'Run id': plan.runId,
    Node: facts.node,
    // Packagers add the name of their system, which only hides the version.
    Browser: facts.browser.replace(/ built on .*$/, ''),
    'Suite commit': facts.commit ?? 'not from a git repository',
    'Measured on': facts.host,
  };
}

/** Reads the facts of this process and its machine. */
export function theseFacts(): RunFacts {
  const processors = cpus();
  return {
    node: process.version,
    browser: findBrowser({ wished: processSettings().browser })?.version ?? 'none found',
    commit: suiteCommit(),
    host: `${process.platform} ${process.arch}, ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown CPU'}`,
  };
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
