import { appendFileSync } from 'node:fs';
import { plannedRuns } from './planned-runs.ts';
import { sharedRun } from './shared-run.ts';

// Decides which runs a workflow makes and how many runners share each, and hands them to its matrix as the output `runs`. See
// planned-runs.ts and shared-run.ts.

const { env } = process;
try {
  const planned = plannedRuns({
    event: env.EVENT ?? '',
    cron: env.CRON ?? '',
    scenario: env.SCENARIO ?? '',
    environment: env.ENVIRONMENT ?? '',
    vus: env.VUS ?? '',
    duration: env.DURATION ?? '',
    environments: env.LOAD_TEST_ENVIRONMENTS ?? '',
    segments: env.RUNNERS ?? '',
    scheduledSegments: env.LOAD_TEST_SEGMENTS ?? '',
    now: new Date(),
  });
  const runs = planned.map((run) => sharedRun(run, env.BASE_URL ?? ''));
  const line = `runs=${JSON.stringify(runs)}`;
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `${line}\n`);
  console.log(line);
} catch (error) {
  console.error(`choose-runs: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
