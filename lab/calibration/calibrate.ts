import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { goFirst } from '../../src/measure/measurer-priority.ts';
import { describeMachine, isQuiet, NOT_QUIET } from '../shared/machine.ts';
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
  --seconds N      length of one measurement, default 3; the one with the pause takes ten times as long
  --only TEXT      only cases whose name has the text in it; "starvation" for the second table alone
  --as-it-is       no real-time priority, and cores that may sleep: what the machine adds is in the figures
  --output-dir DIR where calibration.md and calibration.json are written, default docs; with --only nowhere
`;
const TRIAL_SECONDS = 1.5;
const STARVED_TRIALS = 10;
const IDLE_TRIALS = 20;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    only: { type: 'string' },
    'as-it-is': { type: 'boolean', default: false },
    'output-dir': { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const seconds = Number(values.seconds);
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
if (!(seconds >= 1 && seconds <= 60)) {
  console.error(
    `checked: --seconds. Found: ${values.seconds}. Right would be: a number from 1 to 60.\n${USAGE}`,
  );
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'desk-calibration-'));
const machine = describeMachine();
goFirst();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    console.error(`calibration: ended by ${signal}, nothing was written`);
    rmSync(folder, { recursive: true });
    process.exit(1);
  });
if (!isQuiet(machine)) console.error(NOT_QUIET);
try {
  const calibration: Calibration = {
    at: new Date().toISOString(),
    seconds,
    machine,
    ...(await compareAll()),
    trials: values.only === undefined || values.only === 'starvation' ? await tryAll() : [],
  };
  write(calibration);
  const faults = calibrationFaults(calibration);
  for (const fault of faults) console.error(`off: ${fault}`);
  console.log(faults.length === 0 ? 'calibration: everything within its bounds' : 'calibration: FAILED');
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

async function compareAll(): Promise<Pick<Calibration, 'conditions' | 'comparisons'>> {
  const all = calibrationCases(seconds);
  const chosen = all.filter(({ name }) => values.only === undefined || name.includes(values.only));
  const [first] = all;
  const { conditions, end } = undelayed(!values['as-it-is']);
  // The generator's own code has to be compiled before it is measured, as it is after a second of any run.
  if (chosen.length > 0 && first !== undefined)
    await compareTools({ ...first, seconds: 3, arrivalsPerSecond: 500 }, folder, () => undefined);
  const rows: Comparison[] = [];
  for (const each of chosen) rows.push(...(await compareTools(each, folder, sayComparison)));
  // The trials that follow are about a measurer that others do delay.
  end();
  return { conditions, comparisons: rows };
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

function write(calibration: Calibration): void {
  const markdown = calibrationMarkdown(calibration);
  console.log(`\n${markdown}`);
  const wanted = values['output-dir'];
  if (wanted === undefined && values.only !== undefined) return;
  const outputFolder = wanted ?? 'docs';
  mkdirSync(outputFolder, { recursive: true });
  writeFileSync(join(outputFolder, 'calibration.md'), markdown);
  writeFileSync(join(outputFolder, 'calibration.json'), `${JSON.stringify(calibration, undefined, 2)}\n`);
}
