import { appendFileSync } from 'node:fs';
import { plannedRuns } from './planned-runs.ts';

// Decides which runs a workflow makes, and hands them to its matrix as the output `runs`. See planned-runs.ts.

const { env } = process;
try {
  const runs = plannedRuns({
    event: env.EVENT ?? '',
    cron: env.CRON ?? '',
    scenario: env.SCENARIO ?? '',
    environment: env.ENVIRONMENT ?? '',
    environments: env.LOAD_TEST_ENVIRONMENTS ?? '',
    now: new Date(),
  });
  const line = `runs=${JSON.stringify(runs)}`;
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `${line}\n`);
  console.log(line);
} catch (error) {
  console.error(`choose-runs: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
