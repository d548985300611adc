import { commonStart } from './common-start.ts';

// Prints the line START_AT=…, which GitHub takes as the output of a step and GitLab as a variable of later jobs. Runners
// may start late, so START_IN says how far ahead the moment is. See common-start.ts.

try {
  const startAt = commonStart(process.env.START_IN ?? '', Date.now());
  console.error(`The traffic of all segments begins at ${startAt}.`);
  console.log(`START_AT=${startAt}`);
} catch (error) {
  console.error(`choose-start: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
