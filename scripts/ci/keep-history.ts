import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES } from '../../src/record/run-files.ts';

// Carries what later runs compare with from one workflow to the next: Allure's history, and the last green run.
//   keep-history.ts restore KEPT REPORTS   before a run: what was kept, into the reports
//   keep-history.ts keep KEPT REPORTS      after a run: the newest run that passed, instead of the one before
// A run that did not pass replaces nothing: the next one is still compared with the last green run.

const ALLURE_HISTORY = 'allure-history.jsonl';
/** What a comparison reads of an earlier run. */
const COMPARED = [RUN_FILES.summary, RUN_FILES.slices];

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
  console.log(`restored ${runsOf(from).join(', ') || 'no run'}`);
}

function keep(to: string, from: string): void {
  mkdirSync(join(to, 'runs'), { recursive: true });
  const history = join(from, ALLURE_HISTORY);
  if (existsSync(history)) cpSync(history, join(to, ALLURE_HISTORY));
  const newest = runsOf(from)
    .filter((id) => outcomeOf(join(from, 'runs', id)) === 'pass')
    .at(-1);
  if (newest === undefined) {
    console.log('no run that passed: what was kept stays');
    return;
  }
  for (const id of runsOf(to)) if (id !== newest) rmSync(join(to, 'runs', id), { recursive: true });
  for (const file of COMPARED) {
    const measured = join(from, 'runs', newest, file);
    if (existsSync(measured)) cpSync(measured, join(to, 'runs', newest, file));
  }
  console.log(`kept ${newest}`);
}

/** The ids of the runs, oldest first: an id begins with the time. */
function runsOf(folder: string): string[] {
  const runs = join(folder, 'runs');
  return existsSync(runs) ? readdirSync(runs).sort() : [];
}

/** Undefined for a run that left no summary that can be read. */
function outcomeOf(run: string): unknown {
  try {
    return JSON.parse(readFileSync(join(run, RUN_FILES.summary), 'utf8')).outcome;
  } catch {
    return undefined;
  }
}
