import { expect, test } from '@playwright/test';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { cutShort } from '../../../src/run/cut-short.ts';
import { killedRun, runThatBegan } from '../../made/killed-run.ts';

test('a killed run is named with its folder, the command that finishes it and the one that cleans the target', () => {
  const run = runThatBegan(0);
  const folder = killedRun(run, 'http://desk.test:8080', []);
  const reports = test.info().outputPath('reports');
  expect(cutShort(folder, 'SIGKILL')).toBe(
    '[RUN_CUT_SHORT] checked: the main process of the run. Found: a signal killed it (SIGKILL) before it had written the summary; ' +
      `what was measured is in ${folder.path}. Right would be: npm run report -- ${run.runId} --output-dir ${reports} writes the summary and the report ` +
      `from there; npm run cleanup -- development --base-url http://desk.test:8080 --output-dir ${reports} removes what it left on the target.`,
  );
});

test('whoever pressed Ctrl-C twice is not told of a signal', () => {
  const words = cutShort(killedRun(runThatBegan(0), 'http://localhost:8080', [], true), 'a second Ctrl-C');
  expect(words).toContain(
    'Found: a second Ctrl-C ended it before it had written the summary; what was measured is in',
  );
  expect(words).not.toMatch(/SIG|cleanup/);
});

test('an embedded sandbox has taken its data with it, and a run without a plan has measured nothing', () => {
  expect(cutShort(killedRun(runThatBegan(0), 'http://localhost:8080', [], true), 'SIGKILL')).not.toContain(
    'cleanup',
  );
  const words = cutShort(new RunFolder(test.info().outputPath('nothing')), 'SIGABRT');
  expect(words).toContain('(SIGABRT) before it measured anything. Right');
  expect(words).not.toContain('npm run');
});
