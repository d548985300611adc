import { rmSync } from 'node:fs';
import { cleanUp } from './clean-up.ts';
import type { PreparedRun } from './prepare-run.ts';

/**
 * Ends a run that has no record: removes what it made on the target, and its folder. If something is left on the target, the folder
 * stays, since `npm run cleanup` needs its journals.
 */
export async function endUnrecorded(
  { folder, plan, target, session }: Pick<PreparedRun, 'folder' | 'plan' | 'target' | 'session'>,
  say: (line: string) => void,
): Promise<void> {
  const { complete } = await cleanUp(folder, plan, target, session, { say });
  if (complete) rmSync(folder.path, { recursive: true, force: true });
  else
    say(
      `clean-up: not everything could be removed; npm run cleanup goes on with the journals in ${folder.path}`,
    );
}
