import { parseFlags } from '../../src/base/parse-flags.ts';
import { doKeptRuns, keptRuns, type LostRun } from '../real-runs/kept-runs.ts';
import { runsOf } from '../real-runs/runs-of-cases.ts';
import {
  endWithFaults,
  HELP_FLAG,
  outputFolder,
  runTool,
  wholeNumber,
  writeResult,
  wrongFlag,
} from '../shared/command-line.ts';
import { FAULT_IDS, type ProveCase, proveCases, proveOrder } from './prove-cases.ts';
import { isOff, type ProveRun, proveFaults, tooFew } from './prove-outcomes.ts';
import { proveMarkdown } from './prove-table.ts';
import { type ProvenRun, provenRun } from './proven-run.ts';

const USAGE = `Usage: npm run prove -- [--fault NAME ...] [--repeats N] [--healthy N] [--at-once N] [--keep DIR] [--table]
                        [--output-dir DIR]

Holds the diagnosis of short runs against faults of the sandbox, whose truth is known, and against healthy runs: one run of
each case in turn, about a minute each. All faults 20 times and 20 healthy runs take 7 hours, three at a time two and a half.
The numbers of a case's runs are the seeds of what their users do. Ctrl-C ends the runs that are on, and writes what was
measured until then; the next call goes on where it was.

  --fault NAME      only this fault, may be repeated: ${FAULT_IDS.join(', ')}
  --repeats N       runs of each fault, 1 to 100, default 20
  --healthy N       healthy runs in all, 0 to 100, default 20; with --fault none. Fewer than 20 runs of a fault or of a
                    healthy target are no proof, and the result says so
  --at-once N       runs at the same time, 1 to 4, default 1, each with its own sandbox. They compete for the
                    cores, so a proof with more than 1 also holds on a busy machine
  --keep DIR        where runs are kept, default reports/real-runs/diagnosis; those that are there already count if
                    the same code made them; delete the folder to start again
  --table           does no run: writes the table of those that are kept
  --output-dir DIR  where to write diagnosis-proof.md and .json, default docs; with --fault nowhere`;

interface Wish {
  readonly faults: readonly string[] | undefined;
  readonly repeats: number;
  readonly healthy: number;
  readonly atOnce: number;
  readonly keep: string;
  readonly isTableOnly: boolean;
  readonly outputFolder: string | undefined;
}

await runTool(USAGE, readFlags, prove);

function readFlags(flags: readonly string[]): Wish | undefined {
  const { values } = parseFlags({
    args: [...flags],
    options: {
      fault: { type: 'string', multiple: true },
      repeats: { type: 'string', default: '20' },
      healthy: { type: 'string' },
      'at-once': { type: 'string', default: '1' },
      keep: { type: 'string', default: 'reports/real-runs/diagnosis' },
      table: { type: 'boolean', default: false },
      'output-dir': { type: 'string' },
      help: HELP_FLAG,
    },
  });
  if (values.help) return undefined;
  const unknown = values.fault?.find((name) => !FAULT_IDS.includes(name));
  if (unknown !== undefined) throw wrongFlag('--fault', unknown, `one of ${FAULT_IDS.join(', ')}`);
  const healthy = values.healthy ?? (values.fault === undefined ? '20' : '0');
  return {
    faults: values.fault,
    repeats: wholeNumber('--repeats', values.repeats, 1, 100),
    healthy: wholeNumber('--healthy', healthy, 0, 100),
    atOnce: wholeNumber('--at-once', values['at-once'], 1, 4),
    keep: values.keep,
    isTableOnly: values.table,
    outputFolder: outputFolder(values['output-dir'], values.fault?.[0]),
  };
}

async function prove(wish: Wish): Promise<void> {
  const cases = proveCases(wish.repeats, wish.healthy).filter(
    ({ id, expected }) => expected === undefined || wish.faults === undefined || wish.faults.includes(id),
  );
  const lost = wish.isTableOnly ? [] : await doRuns(wish, cases);
  const runs = write(wish, cases);
  endWithFaults(
    'proof',
    [...proveFaults(cases, runs), ...lost.map(({ name, error }) => `${name}: a run had no result: ${error}`)],
    tooFew(cases, runs),
  );
}

/** Does what is missing. When that is stopped, what was measured until then is written all the same. */
async function doRuns(wish: Wish, cases: readonly ProveCase[]): Promise<LostRun[]> {
  try {
    return await doKeptRuns(cases, wish.keep, {
      run: provenRun,
      orderOf: proveOrder,
      isOff: (run) => isOff(cases, run),
      say: console.log,
      atOnce: wish.atOnce,
    });
  } catch (error) {
    write(wish, cases);
    throw error;
  }
}

/** Writes the runs of these cases that are kept, and returns them. */
function write(wish: Wish, cases: readonly ProveCase[]): ProveRun[] {
  const kept = keptRuns<ProvenRun>(wish.keep, wish.isTableOnly ? console.log : undefined);
  const runs = runsOf(cases, kept, proveOrder);
  // Nothing measured replaces no page.
  const folder = runs.length > 0 ? wish.outputFolder : undefined;
  writeResult(folder, 'diagnosis-proof', proveMarkdown(cases, runs), runs);
  return runs;
}
