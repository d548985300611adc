import { existsSync } from 'node:fs';
import { RUN_FILES } from '../../record/run-files.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import type { Artefact } from './markdown-summary.ts';

const FILES = [
  ['Performance report', RUN_FILES.htmlReport],
  ['Record of the run', RUN_FILES.summary],
  ['Operations as CSV', RUN_FILES.operationsCsv],
  ['JUnit', RUN_FILES.junit],
  ["k6's summary", RUN_FILES.k6Summary],
] as const;

/**
 * What the run left for people to open. Within a workflow of GitHub a file has no address of its own until it is
 * uploaded, so the link is the one of the workflow's run, where its artifacts are.
 */
export function artefactsOf(folder: RunFolder, env: NodeJS.ProcessEnv): Artefact[] {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (server !== undefined && repository !== undefined && run !== undefined)
    return [
      {
        name: `Artifacts of the workflow's run (reports/runs/${folder.runId})`,
        href: `${server}/${repository}/actions/runs/${run}#artifacts`,
      },
    ];
  return FILES.filter(([, file]) => existsSync(folder.file(file))).map(([name, file]) => ({
    name,
    href: file,
  }));
}
