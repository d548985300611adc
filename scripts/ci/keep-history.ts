import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isOfOneKind } from '../../src/compare/comparability.ts';
import { runIds } from '../../src/record/find-run.ts';
import { readSoundRecord } from '../../src/record/read-record.ts';
import { ALLURE_HISTORY, RUN_FILES } from '../../src/record/run-files.ts';
import { RunFolder } from '../../src/record/run-folder.ts';
import type { RunRecord } from '../../src/record/run-record.ts';

// Carries what later runs compare with from one workflow to the next: Allure's history, and the last green runs.
//   keep-history.ts restore KEPT REPORTS   before a run: what was kept, into the reports
//   keep-history.ts keep KEPT REPORTS      after a run: the newest run that passed, instead of the one before
// A run that did not pass replaces nothing: the next one is still compared with the last green run. Neither does one with
// another load: a start by hand with 50 users leaves the scheduled run of 100 its last green run.

/** What a comparison reads of an earlier run. */
const COMPARED = [RUN_FILES.summary, RUN_FILES.slices];
/** Green runs that are kept: one of each load, device, browser and whatever else makes runs differ. */
const MOST_RUNS = 5;

const [action, kept, reports] = process.argv.slice(2);
if (kept === undefined || reports === undefined || (action !== 'restore' && action !== 'keep')) {
  console.error('Usage: keep-history.ts restore|keep KEPT REPORTS');
  process.exit(1);
}
if (action === 'restore') restore(kept, reports);
else keep(kept, reports);

function restore(from: string, to: string): void {
  if (!existsSync(from)) {
    console.log('nothing was kept yet: this run has none to be compared with');
    return;
  }
  cpSync(from, to, { recursive: true });
  console.log(`restored ${runIds(from).join(', ') || 'no run'}`);
}

function keep(to: string, from: string): void {
  mkdirSync(to, { recursive: true });
  const history = join(from, ALLURE_HISTORY);
  if (existsSync(history)) cpSync(history, join(to, ALLURE_HISTORY));
  const green = lastGreenRuns(from);
  if (green.length === 0) {
    console.log('no run that passed: what was kept stays');
    return;
  }
  rmSync(join(to, 'runs'), { recursive: true, force: true });
  for (const id of green)
    for (const file of COMPARED) {
      const measured = join(from, 'runs', id, file);
      if (existsSync(measured)) cpSync(measured, join(to, 'runs', id, file));
    }
  console.log(`kept ${green.join(', ')}`);
}

/** The ids of the newest runs that passed and of whose kind no newer one of them is. */
function lastGreenRuns(folder: string): string[] {
  const green: RunRecord[] = [];
  for (const id of runIds(folder)) {
    const record = readSoundRecord(new RunFolder(join(folder, 'runs', id)));
    if (record?.outcome !== 'pass') continue;
    if (green.every((newer) => !isOfOneKind(record, newer))) green.push(record);
  }
  return green.slice(0, MOST_RUNS).map(({ runId }) => runId);
}
