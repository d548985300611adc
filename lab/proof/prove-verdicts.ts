import { parseFlags } from '../../src/base/parse-flags.ts';
import { settingRow } from '../../src/settings/settings.ts';
import { doRuns, keptRuns, keptRunsOfAnyCode } from '../real-runs/kept-runs.ts';
import { realOrder } from '../real-runs/run-order.ts';
import { missingRuns, runsOf } from '../real-runs/runs-of-cases.ts';
import {
  endWithFaults,
  HELP_FLAG,
  runTool,
  wholeNumber,
  writePage,
  wrongFlag,
} from '../shared/command-line.ts';
import { PROOF_IDS, type ProofId, proofCases } from './proof-cases.ts';
import { proofFaults, proofMarkdown } from './proof-table.ts';

const USAGE = `Usage: npm run prove:verdicts -- [case ...] [--runs N] [--duration D] [--keep DIR] [--output-dir DIR]

Holds the verdicts of whole runs against the truth, which a proxy in front of the target records. Cases, all by default:

  background  20 smokes next to two busy threads: 30 minutes
  slow-deals  20 smokes with deals.create 600 ms slower on the quiet machine, and 20 next to two busy threads: 60 minutes
  stops       5 smokes whose traffic process is stopped for 2 s twice, and 5 in which it runs 20 of every 100 ms: 15 minutes
  baseline    3 times the project of bursts, starved by eight busy threads per core: up to 40 minutes
  load        5 pairs of a load with its rounds and without: 110 minutes
  own-delay   10 quiet smokes: 15 minutes

  --runs N          runs of each case, 1 to 100
  --duration D      length of a load, such as 5m; the scenario's own by default. Loads known to be of another length do not count, so
                    --table needs it too
  --keep DIR        where runs are kept, default reports/real-runs/kept; those that are there already count, so an
                    interrupted proof goes on where it was, and so do the smokes of npm run calibrate -- --part real that
                    background and own-delay would do again; those that other code has made do not; delete the folder to
                    start again
  --table           does no run: writes the table of those that are kept
  --any-code        with --table, runs of other code count too: all cases take hours, and a change need not touch each of
                    them; the table has the commits that made the runs of each case
  --output-dir DIR  where to write verdicts-in-real-runs.md, default docs`;

interface Wish {
  readonly ids: readonly ProofId[];
  readonly runs: number | undefined;
  readonly duration: string | undefined;
  readonly keep: string;
  readonly isTableOnly: boolean;
  readonly isAnyCode: boolean;
  readonly outputFolder: string;
}

await runTool(USAGE, readFlags, prove);

function readFlags(flags: readonly string[]): Wish | undefined {
  const { values, positionals } = parseFlags({
    args: [...flags],
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      duration: { type: 'string' },
      keep: { type: 'string', default: 'reports/real-runs/kept' },
      table: { type: 'boolean', default: false },
      'any-code': { type: 'boolean', default: false },
      'output-dir': { type: 'string', default: 'docs' },
      help: HELP_FLAG,
    },
  });
  if (values.help) return undefined;
  const ids = PROOF_IDS.filter((id) => positionals.length === 0 || positionals.includes(id));
  const unknown = positionals.find((word) => !PROOF_IDS.some((id) => id === word));
  if (unknown !== undefined) throw wrongFlag('case', unknown, `one of ${PROOF_IDS.join(', ')}`);
  const { duration, table: isTableOnly, 'any-code': isAnyCode } = values;
  if (isAnyCode && !isTableOnly)
    throw wrongFlag('--any-code', 'no --table', 'both: runs that are done now are of one code');
  const { schema, right } = settingRow('durationMs').kind;
  if (duration !== undefined && !schema.safeParse(duration).success)
    throw wrongFlag('--duration', duration, right);
  return {
    ids,
    runs: values.runs === undefined ? undefined : wholeNumber('--runs', values.runs, 1, 100),
    duration,
    keep: values.keep,
    isTableOnly,
    isAnyCode,
    outputFolder: values['output-dir'],
  };
}

async function prove(wish: Wish): Promise<void> {
  const cases = proofCases(wish);
  const chosen = cases.filter(({ id }) => wish.ids.includes(id));
  const faultsOf = new Map(cases.map(({ name, faults }) => [name, faults]));
  const lost = wish.isTableOnly
    ? []
    : await doRuns(chosen, wish.keep, (run) => (faultsOf.get(run.name)?.(run) ?? []).length > 0, console.log);
  const kept = wish.isAnyCode
    ? keptRunsOfAnyCode(wish.keep)
    : keptRuns(wish.keep, wish.isTableOnly ? console.log : undefined);
  const runs = runsOf(cases, kept, realOrder);
  const faults = [
    ...missingRuns(chosen, runs),
    ...proofFaults(cases, runs),
    ...lost.map(({ name, error }) => `${name}: a run had no result: ${error}`),
  ];
  const folder = runs.length > 0 ? wish.outputFolder : undefined;
  writePage(folder, 'verdicts-in-real-runs', proofMarkdown(cases, runs, faults));
  endWithFaults('proof', faults);
}
