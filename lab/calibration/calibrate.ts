import { parseArgs } from 'node:util';
import { goFirst } from '../../src/measure/measurer-priority.ts';
import {
  endWithFaults,
  HELP_FLAG,
  outputFolder,
  runTool,
  wholeNumber,
  writeResult,
} from '../shared/command-line.ts';
import { describeMachine } from '../shared/machine.ts';
import { scratchFolder } from '../shared/scratch-folder.ts';
import {
  type Calibration,
  calibrationFaults,
  calibrationMarkdown,
  isTrialRight,
} from './calibration-tables.ts';
import { calibrationCases } from './cases.ts';
import { compareTools } from './compare-tools.ts';
import type { Comparison } from './comparison.ts';
import { runTrial, type Trial } from './starvation/run-trial.ts';
import { undelayed } from './undelayed.ts';

const USAGE = `Usage: npm run calibrate -- [--seconds N] [--only TEXT] [--as-it-is] [--output-dir DIR]

Holds the suite's latencies against a target whose latencies are known, and checks that a starved generator makes a run
invalid.

  --seconds N       length of one measurement, 1 to 60, default 3; the case with the pause takes ten times as long
  --only TEXT       only cases whose name contains the text; "starvation" for the starvation trials alone
  --as-it-is        without real-time priority, and with cores that may sleep: includes what the machine adds
  --output-dir DIR  where to write calibration.md and calibration.json, default docs; with --only nowhere`;
const TRIAL_SECONDS = 1.5;
const STARVED_TRIALS = 10;
const IDLE_TRIALS = 20;

interface CalibrationWish {
  readonly seconds: number;
  readonly only: string | undefined;
  readonly asItIs: boolean;
  readonly outputFolder: string | undefined;
}

await runTool(USAGE, readFlags, calibrate);

function readFlags(flags: readonly string[]): CalibrationWish | undefined {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      seconds: { type: 'string', default: '3' },
      only: { type: 'string' },
      'as-it-is': { type: 'boolean', default: false },
      'output-dir': { type: 'string' },
      help: HELP_FLAG,
    },
  });
  if (values.help) return undefined;
  return {
    seconds: wholeNumber('--seconds', values.seconds, 1, 60),
    only: values.only,
    asItIs: values['as-it-is'],
    outputFolder: outputFolder(values['output-dir'], values.only),
  };
}

async function calibrate(wish: CalibrationWish): Promise<void> {
  const folder = scratchFolder('calibration');
  const machine = describeMachine();
  goFirst();
  const calibration: Calibration = {
    at: new Date().toISOString(),
    seconds: wish.seconds,
    machine,
    ...(await compareAll(wish, folder)),
    trials: wish.only === undefined || wish.only === 'starvation' ? await tryAll() : [],
  };
  writeResult(wish.outputFolder, 'calibration', calibrationMarkdown(calibration), calibration);
  endWithFaults('calibration', calibrationFaults(calibration));
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
      console.log(
        `${isTrialRight(trial) ? 'ok ' : 'OFF'} ${treatment}, ${trial.model} model: ${trial.invalid ?? 'valid'}`,
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
