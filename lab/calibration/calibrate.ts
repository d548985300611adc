import { parseFlags } from '../../src/base/parse-flags.ts';
import { goFirst } from '../../src/measure/measurer-priority.ts';
import { doRuns, keptRuns } from '../real-runs/kept-runs.ts';
import { calibrationRuns, realFaults, realPage, realQuote } from '../real-runs/real-table.ts';
import { realOrder } from '../real-runs/run-order.ts';
import { missingRuns, runsOf } from '../real-runs/runs-of-cases.ts';
import {
  endWithFaults,
  HELP_FLAG,
  outputFolder,
  runTool,
  wholeNumber,
  writeData,
  wrongFlag,
} from '../shared/command-line.ts';
import { describeMachine } from '../shared/machine.ts';
import { scratchFolder } from '../shared/scratch-folder.ts';
import { PARTS, type Part, quotePart, writePart } from './calibration-page.ts';
import { type Calibration, calibrationFaults, calibrationMarkdown } from './calibration-tables.ts';
import { calibrationCases } from './cases.ts';
import { compareTools } from './compare-tools.ts';
import type { Comparison } from './comparison.ts';
import { runTrial, type Trial, trialFaults } from './starvation/run-trial.ts';
import { undelayed } from './undelayed.ts';

const USAGE = `Usage: npm run calibrate -- [--part lab|real] [--seconds N] [--only TEXT] [--as-it-is] [--runs N] [--keep DIR]
                            [--output-dir DIR]

Part "lab" holds the suite's latencies against a target whose latencies are known, and checks that the stated bound still
holds the truth when the generator is starved: 7 minutes. Part "real" holds whole smokes, with their journeys and bursts,
against a proxy that records each request: on a quiet machine, next to two busy threads, and next to eight busy threads
per core, each N times: 70 to 80 seconds a run, 3 to 9 minutes a starved one, an hour or two for 10 of each. Both parts by
default.

  --part NAME       only this part
  --seconds N       lab: length of one measurement, 1 to 60, default 3; the case with the pause takes ten times as long
  --only TEXT       lab: only cases whose name contains the text; "starvation" for the starvation trials alone
  --as-it-is        lab: without real-time priority, and with cores that may sleep: includes what the machine adds
  --runs N          real: runs under each condition, 1 to 100, default 10
  --keep DIR        real: where runs are kept, default reports/real-runs/kept; those that are there already count, so an
                    interrupted calibration goes on where it was, and so do those of npm run prove:verdicts that are the
                    same; those that other code has made do not; delete the folder to start again
  --output-dir DIR  where to write calibration.md and the lab's figures as JSON, default docs; with --only nowhere`;
/** The result that users see is quoted in the README, one that goes elsewhere is not. */
const DOCS = 'docs';
const README = 'README.md';
const TRIAL_SECONDS = 1.5;
const STARVED_TRIALS = 10;
const IDLE_TRIALS = 20;

interface CalibrationWish {
  readonly parts: readonly Part[];
  readonly seconds: number;
  readonly only: string | undefined;
  readonly asItIs: boolean;
  readonly runs: number;
  readonly keep: string;
  readonly outputFolder: string | undefined;
}

await runTool(USAGE, readFlags, calibrate);

function readFlags(flags: readonly string[]): CalibrationWish | undefined {
  const { values } = parseFlags({
    args: [...flags],
    options: {
      part: { type: 'string' },
      seconds: { type: 'string', default: '3' },
      only: { type: 'string' },
      'as-it-is': { type: 'boolean', default: false },
      runs: { type: 'string', default: '10' },
      keep: { type: 'string', default: 'reports/real-runs/kept' },
      'output-dir': { type: 'string' },
      help: HELP_FLAG,
    },
  });
  if (values.help) return undefined;
  const part = PARTS.find((each) => each === values.part);
  if (values.part !== undefined && part === undefined)
    throw wrongFlag('--part', values.part, `one of ${PARTS.join(', ')}`);
  const parts = part === undefined ? (values.only === undefined ? PARTS : (['lab'] as const)) : [part];
  return {
    parts,
    seconds: wholeNumber('--seconds', values.seconds, 1, 60),
    only: values.only,
    asItIs: values['as-it-is'],
    runs: wholeNumber('--runs', values.runs, 1, 100),
    keep: values.keep,
    outputFolder: outputFolder(values['output-dir'], values.only),
  };
}

async function calibrate(wish: CalibrationWish): Promise<void> {
  const faults: string[] = [];
  for (const part of wish.parts)
    faults.push(...(part === 'lab' ? await inTheLab(wish) : await inRealRuns(wish)));
  endWithFaults('calibration', faults);
}

/** @returns what is out of bounds */
async function inTheLab(wish: CalibrationWish): Promise<string[]> {
  const folder = scratchFolder('calibration');
  const machine = describeMachine();
  const stepBack = goFirst();
  const calibration: Calibration = {
    at: new Date().toISOString(),
    seconds: wish.seconds,
    machine,
    ...(await compareAll(wish, folder)),
    trials: wish.only === undefined || wish.only === 'starvation' ? await tryAll() : [],
  };
  stepBack();
  say(wish, 'lab', calibrationMarkdown(calibration));
  writeData(wish.outputFolder, 'calibration', calibration);
  return calibrationFaults(calibration);
}

/** @returns what is out of bounds */
async function inRealRuns(wish: CalibrationWish): Promise<string[]> {
  const cases = calibrationRuns(wish.runs);
  const lost = await doRuns(cases, wish.keep, (run) => realFaults([run]).length > 0, console.log);
  const runs = runsOf(cases, keptRuns(wish.keep), realOrder);
  const faults = [
    ...missingRuns(cases, runs),
    ...realFaults(runs),
    ...lost.map(({ name, error }) => `${name}: a run had no result: ${error}`),
  ];
  say(wish, 'real', realPage(runs, faults));
  if (wish.outputFolder === DOCS) quotePart(README, 'real', realQuote(runs));
  return faults;
}

function say({ outputFolder: folder }: CalibrationWish, part: Part, text: string): void {
  console.log(`\n${text}`);
  if (folder !== undefined) writePart(folder, part, text);
}

async function compareAll(
  { seconds, only, asItIs }: CalibrationWish,
  folder: string,
): Promise<Pick<Calibration, 'conditions' | 'comparisons'>> {
  const all = calibrationCases(seconds);
  const chosen = all.filter(({ name }) => only === undefined || name.includes(only));
  const [first] = all;
  const { conditions, end } = undelayed(!asItIs);
  // Node has to compile the generator's code before the measurement, as it does in the first second of any run.
  if (chosen.length > 0 && first !== undefined)
    await compareTools({ ...first, seconds: 3, arrivalsPerSecond: 500 }, folder, () => undefined);
  const comparisons: Comparison[] = [];
  for (const each of chosen) comparisons.push(...(await compareTools(each, folder, sayComparison)));
  // The trials that follow need a measurer that other processes can delay.
  end();
  return { conditions, comparisons };
}

async function tryAll(): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const treatment of ['left alone', 'hogged cores', 'blocked event loop'] as const) {
    const times = treatment === 'left alone' ? IDLE_TRIALS : STARVED_TRIALS;
    for (let index = 0; index < times; index += 1) {
      const trial = await runTrial(treatment, index % 2 === 0 ? 'closed' : 'open', TRIAL_SECONDS);
      trials.push(trial);
      const faults = trialFaults(trial);
      console.log(
        `${faults.length === 0 ? 'ok ' : 'OFF'} ${treatment}, ${trial.model} model${faults.map((fault) => `; ${fault}`).join('')}`,
      );
    }
  }
  return trials;
}

function sayComparison({ caseName, tool, faults, measurements }: Comparison): void {
  const verdict = faults.length === 0 ? 'ok ' : 'OFF';
  console.log(
    `${verdict} ${caseName}, ${tool} (${measurements} x)${faults.map((fault) => `; ${fault}`).join('')}`,
  );
}
