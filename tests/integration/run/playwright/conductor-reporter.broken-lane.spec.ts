import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { copyProject } from '../../../made/copied-project.ts';
import { test } from '../../../suite/suite-test.ts';

test('a lane that cannot be loaded ends the run with exit code 1 and its error, although no test failed', async ({
  run,
}, testInfo) => {
  const project = testInfo.outputPath('project');
  copyProject(project, 'src as a link');
  const lane = join(project, 'lanes/traffic/drive-traffic.ts');
  writeFileSync(lane, `throw new Error('broken on purpose');\n${readFileSync(lane, 'utf8')}`);

  const smoke = run(['--project=smoke'], { DURATION: '20s' }, project);

  expect(await smoke.ended, smoke.printed()).toBe(1);
  const { outcome, reasons } = smoke.record();
  expect(outcome).toBe('could not run');
  expect(reasons).toContainEqual({ kind: 'test error', text: 'Error: broken on purpose' });
});
