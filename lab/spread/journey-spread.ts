import { type Browser, chromium } from '@playwright/test';
import { journeySteps, loadJourney } from '../../fixtures/all-journeys.ts';
import { traceAndFilm } from '../../lanes/journeys/record-visit.ts';
import { repeatVisits } from '../../lanes/journeys/repeat-visits.ts';
import { Visits } from '../../lanes/journeys/visits.ts';
import { findBrowser } from '../../src/browser/find-browser.ts';
import { launchOptions } from '../../src/browser/launch-options.ts';
import { processTables } from '../../src/record/process-settings.ts';
import type { StepRecord } from '../../src/record/round-record.ts';
import { openRun, type RunContext } from '../../src/record/run-context.ts';
import { joinRun } from '../../src/record/run-folder.ts';
import { SPREAD } from '../../src/record/run-plan.ts';
import { endUnrecorded } from '../../src/run/end-unrecorded.ts';
import { prepareRun } from '../../src/run/prepare-run.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import { PROJECT_TABLES } from '../../src/verdict/thresholds/load-thresholds.ts';
import { runTool } from '../shared/command-line.ts';
import { noteUnloaded } from './note-unloaded.ts';
import { readSpreadFlags, type SpreadWish, spreadUsage } from './spread-flags.ts';
import { spreadTable } from './spread-table.ts';
import { stepSpreads } from './step-spread.ts';

/** The time for the visits of a round during traffic, so that the spread is that of such rounds. */
const CAP_MS = 14_000;

const steps = await journeySteps();
const names = () => [...processTables({ journeySteps: steps }).journeys.keys()];
await runTool(
  () => spreadUsage(names()),
  (flags) => readSpreadFlags(flags, names()),
  measureSpread,
);

/** Measures each journey round after round without traffic, and prints how far the medians of its steps lie apart. */
async function measureSpread(asked: SpreadWish): Promise<void> {
  const say = (line: string) => console.error(line);
  const prepared = await prepareRun({ scenario: 'smoke', name: SPREAD, lanes: asked.journeys, say });
  joinRun(prepared.folder);
  const run = openRun(SPREAD);
  const found = findBrowser({ wished: run.settings.browser });
  const browser = await chromium.launch(found === undefined ? {} : launchOptions(found));
  try {
    for (const name of asked.journeys) {
      const kinds = asked.traced ? [false, true] : [false];
      const measured = kinds.map((): StepRecord[][] => []);
      for (let round = 1; round <= asked.rounds; round += 1) {
        // The two kinds alternate, so that other work of the machine affects both equally.
        for (const [kind, traced] of kinds.entries())
          measured[kind]?.push(await measureOnce(run, browser, name, traced));
        console.error(`${name}: round ${round} of ${asked.rounds}`);
      }
      for (const [kind, traced] of kinds.entries()) {
        const rounds = measured[kind] ?? [];
        const what = traced ? 'with trace and video' : 'without traffic';
        const limits = run.thresholds.journeys.get(name)?.steps ?? [];
        const spreads = stepSpreads(rounds);
        console.log(`\n${spreadTable(`${name}, ${rounds.length} rounds ${what}`, spreads, limits)}`);
        if (asked.write && !traced)
          noteUnloaded(
            run.settings.thresholdsFolder ?? PROJECT_TABLES,
            prepared.plan.environment,
            name,
            spreads,
          );
      }
    }
  } finally {
    await browser.close();
    run.journal.close();
    await endUnrecorded(prepared, say);
    await prepared.leave();
  }
}

async function measureOnce(
  run: RunContext,
  browser: Browser,
  name: string,
  traced: boolean,
): Promise<StepRecord[]> {
  const journey = await loadJourney(name);
  const visits = await Visits.open({ run, browser, journey, session: await signInTestUser(run.target) });
  try {
    if (traced) await traceAndFilm(visits.context);
    const { steps, brokenOffBy } = await repeatVisits(visits, { capMs: CAP_MS, leavesRoom: false });
    if (brokenOffBy !== undefined) throw brokenOffBy;
    return [...steps];
  } finally {
    await visits.close();
  }
}
