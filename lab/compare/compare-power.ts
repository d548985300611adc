import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareRuns, type MeasuredRun } from '../../src/compare/compare-runs.ts';
import type { MadeComparison } from '../../src/compare/comparison.ts';
import { headline } from '../../src/compare/headline.ts';
import { goFirst } from '../../src/measure/measurer-priority.ts';
import { describeMachine, isQuiet, machineWords, NOT_QUIET } from '../shared/machine.ts';
import { KnownOperations } from './known-operations.ts';
import { type PowerBench, powerMarkdown } from './power-markdown.ts';
import { powerFaults, powerResult } from './power-result.ts';
import { shortRun } from './short-run.ts';

// `npm run bench:compare`: proves the comparison on a target of known truth. Each pair of runs is joined by a third, of
// the target with one operation made 10 % slower; the three take turns, in another order each time.

const USAGE = `Usage: npm run bench:compare -- [--pairs N] [--seconds N] [--output-dir DIR]
  --pairs N    pairs of runs, 1 to 100, default 20
  --seconds N  length of a run, 5 to 60, default 6
  --output-dir DIR where compare-power.md and compare-power.json are written, default docs
`;
/** A run that the measurer itself distrusts is no run: it is made again, so often at most. */
const MOST_TRIES = 5;

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '6' },
    'output-dir': { type: 'string', default: 'docs' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const [pairs, seconds] = [Number(values.pairs), Number(values.seconds)];
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
if (!(Number.isInteger(pairs) && pairs >= 1 && pairs <= 100 && seconds >= 5 && seconds <= 60)) {
  console.error(`checked: --pairs and --seconds. Found: ${values.pairs} and ${values.seconds}.\n${USAGE}`);
  process.exit(1);
}

const machine = describeMachine();
console.log(machineWords(machine));
if (!isQuiet(machine)) console.error(NOT_QUIET);
goFirst();
const folder = mkdtempSync(join(tmpdir(), 'desk-compare-'));
const target = await KnownOperations.start();
let made = 0;
try {
  // What is compiled on the way would make the first run another one than the others.
  await measured(false);
  const same: MadeComparison[] = [];
  const slower: MadeComparison[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const [base, twin, changed] = await threeRuns(pair);
    same.push(compared(base, twin));
    slower.push(compared(base, changed));
    const lines = [same.at(-1), slower.at(-1)].map((each) => (each === undefined ? '' : headline(each)));
    console.log(`pair ${pair + 1}: same: ${lines[0]} | slower: ${lines[1]}`);
  }
  const result = powerResult(same, slower);
  write({ at: new Date().toISOString(), machine, secondsPerRun: seconds, result });
  const faults = powerFaults(result);
  for (const fault of faults) console.error(`off: ${fault}`);
  console.log(faults.length === 0 ? 'compare: everything within its bounds' : 'compare: FAILED');
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await target.stop();
  rmSync(folder, { recursive: true });
}

function write(bench: PowerBench): void {
  const markdown = powerMarkdown(bench);
  console.log(`\n${markdown}`);
  const outputFolder = values['output-dir'];
  mkdirSync(outputFolder, { recursive: true });
  writeFileSync(join(outputFolder, 'compare-power.md'), markdown);
  writeFileSync(join(outputFolder, 'compare-power.json'), `${JSON.stringify(bench, undefined, 2)}\n`);
}

/** Base, twin and changed, measured in an order that turns from pair to pair. */
async function threeRuns(pair: number): Promise<[MeasuredRun, MeasuredRun, MeasuredRun]> {
  const runs = new Map<number, MeasuredRun>();
  for (let turn = 0; turn < 3; turn += 1) {
    const which = (turn + pair) % 3;
    runs.set(which, await measured(which === 2));
  }
  const [base, twin, changed] = [runs.get(0), runs.get(1), runs.get(2)];
  if (base === undefined || twin === undefined || changed === undefined)
    throw new Error('three runs are a pair');
  return [base, twin, changed];
}

async function measured(isSlower: boolean): Promise<MeasuredRun> {
  for (let attempt = 1; ; attempt += 1) {
    made += 1;
    const origins = await target.begin(isSlower);
    const run = await shortRun({ runId: `run-${made}`, origins, seconds, seed: made, folder });
    if (run.record.outcome === 'pass' || attempt === MOST_TRIES) return run;
    console.error(`run ${made} is made again: ${run.record.reasons.join('; ')}`);
  }
}

function compared(base: MeasuredRun, other: MeasuredRun): MadeComparison {
  const comparison = compareRuns(base, other);
  if (comparison.kind === 'compared') return comparison;
  throw new Error(
    `compare: ${MOST_TRIES} runs in a row were not to be trusted, right would be a machine with nobody else at work: ` +
      comparison.reasons.join('; '),
  );
}
