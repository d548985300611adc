import { parseFlags } from '../../src/base/parse-flags.ts';
import { compareRuns, type MeasuredRun } from '../../src/compare/compare-runs.ts';
import type { MadeComparison } from '../../src/compare/comparison.ts';
import { headline } from '../../src/compare/headline.ts';
import { goFirst } from '../../src/measure/measurer-priority.ts';
import {
  endWithFaults,
  HELP_FLAG,
  outputFolder,
  runTool,
  wholeNumber,
  writeResult,
} from '../shared/command-line.ts';
import { describeMachine, machineText } from '../shared/machine.ts';
import { scratchFolder } from '../shared/scratch-folder.ts';
import { KnownOperations } from './known-operations.ts';
import { type PowerBench, powerMarkdown } from './power-markdown.ts';
import { powerFaults, powerResult } from './power-result.ts';
import { shortRun } from './short-run.ts';

const USAGE = `Usage: npm run bench:compare -- [--pairs N] [--seconds N] [--output-dir DIR]

Tests the comparison of runs on a target whose latencies are known. Each pair of equal runs comes with a third run, of
the target with one operation made 10 % slower. The order of the three changes from pair to pair.

  --pairs N         pairs of runs, 1 to 100, default 20
  --seconds N       length of a run, 5 to 60, default 6
  --output-dir DIR  where to write compare-power.md and compare-power.json, default docs`;
/** How often a run that the measurer itself distrusts is repeated, at most. */
const MOST_TRIES = 5;

interface PowerWish {
  readonly pairs: number;
  readonly seconds: number;
  readonly outputFolder: string | undefined;
}

/** Measures one run, of the changed target or of the usual one. */
type Measure = (isSlower: boolean) => Promise<MeasuredRun>;

await runTool(USAGE, readFlags, comparePower);

function readFlags(flags: readonly string[]): PowerWish | undefined {
  const { values } = parseFlags({
    args: [...flags],
    options: {
      pairs: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '6' },
      'output-dir': { type: 'string' },
      help: HELP_FLAG,
    },
  });
  if (values.help) return undefined;
  return {
    pairs: wholeNumber('--pairs', values.pairs, 1, 100),
    seconds: wholeNumber('--seconds', values.seconds, 5, 60),
    outputFolder: outputFolder(values['output-dir'], undefined),
  };
}

async function comparePower({ pairs, seconds, outputFolder: to }: PowerWish): Promise<void> {
  const machine = describeMachine();
  console.log(machineText(machine));
  goFirst();
  const target = await KnownOperations.start();
  try {
    const { same, slower } = await comparePairs(pairs, measureBy(target, seconds));
    const result = powerResult(same, slower);
    const bench: PowerBench = { at: new Date().toISOString(), machine, secondsPerRun: seconds, result };
    writeResult(to, 'compare-power', powerMarkdown(bench), bench);
    endWithFaults('compare', powerFaults(result));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await target.stop();
  }
}

async function comparePairs(
  pairs: number,
  measure: Measure,
): Promise<{ same: MadeComparison[]; slower: MadeComparison[] }> {
  const same: MadeComparison[] = [];
  const slower: MadeComparison[] = [];
  // Node compiles code during this run, so it would differ from the others.
  await measure(false);
  for (let pair = 0; pair < pairs; pair += 1) {
    const [base, twin, changed] = await threeRuns(pair, measure);
    const [equal, different] = [compared(base, twin), compared(base, changed)];
    same.push(equal);
    slower.push(different);
    console.log(`pair ${pair + 1}: same: ${headline(equal)} | slower: ${headline(different)}`);
  }
  return { same, slower };
}

/** Base, twin and changed run, measured in an order that rotates from pair to pair. */
async function threeRuns(pair: number, measure: Measure): Promise<[MeasuredRun, MeasuredRun, MeasuredRun]> {
  const runs = new Map<number, MeasuredRun>();
  for (let turn = 0; turn < 3; turn += 1) {
    const which = (turn + pair) % 3;
    runs.set(which, await measure(which === 2));
  }
  const [base, twin, changed] = [runs.get(0), runs.get(1), runs.get(2)];
  if (base === undefined || twin === undefined || changed === undefined)
    throw new Error('compare: three turns measure three runs');
  return [base, twin, changed];
}

function measureBy(target: KnownOperations, seconds: number): Measure {
  const folder = scratchFolder('compare');
  let made = 0;
  return async (isSlower) => {
    for (let attempt = 1; ; attempt += 1) {
      made += 1;
      const origins = await target.begin(isSlower);
      const run = await shortRun({ runId: `run-${made}`, origins, seconds, seed: made, folder });
      if (run.record.outcome === 'pass' || attempt === MOST_TRIES) return run;
      console.error(`run ${made} is repeated: ${run.record.reasons.map(({ text }) => text).join('; ')}`);
    }
  };
}

function compared(base: MeasuredRun, other: MeasuredRun): MadeComparison {
  const comparison = compareRuns(base, other);
  if (comparison.kind === 'compared') return comparison;
  throw new Error(
    `compare: ${MOST_TRIES} runs in a row are invalid; use a machine that runs nothing else. Reasons: ` +
      comparison.reasons.join('; '),
  );
}
