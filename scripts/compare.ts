import { parseFlags } from '../src/base/parse-flags.ts';
import { printedError, SuiteError } from '../src/base/suite-error.ts';
import { compareRuns } from '../src/compare/compare-runs.ts';
import { comparisonText } from '../src/compare/comparison-text.ts';
import { findEarlierRun, readMeasuredRun } from '../src/compare/find-runs.ts';
import { namedRun } from '../src/record/find-run.ts';
import { OUTPUT_DIR_FLAG, reportsFolder } from './command-line/reports-folder.ts';

// `npm run compare`: compares a run with an earlier one. Exit code 0: they were compared, whatever the result.
// 1: they could not or must not be compared.

const USAGE = `Usage: npm run compare [-- [<earlier run>] <run> | latest] [--json]
  without runs: the last run with the last one before it that passed, of the same scenario, environment and load
  runs are in OUTPUT_DIR, default reports; --output-dir DIR names another folder`;

try {
  const { values, positionals } = parseFlags({
    allowPositionals: true,
    options: { ...OUTPUT_DIR_FLAG, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) console.log(USAGE);
  else compare(positionals, reportsFolder(values['output-dir'], process.env), values.json === true);
} catch (error) {
  console.error(printedError(error));
  process.exitCode = 1;
}

function compare(names: readonly string[], outputFolder: string, asJson: boolean): void {
  if (names.length > 2)
    throw new SuiteError('BAD_SETTING', {
      checked: 'the runs to compare',
      found: `${names.length} of them`,
      right: 'two at most: npm run compare -- <earlier run> <run>',
    });
  const other = readMeasuredRun(namedRun(outputFolder, names.at(-1) ?? 'latest'));
  const [earlier] = names.length === 2 ? names : [];
  const folder =
    earlier === undefined
      ? findEarlierRun(outputFolder, other.record, 'last green')
      : namedRun(outputFolder, earlier);
  if (folder === undefined)
    throw new SuiteError('BAD_SETTING', {
      checked: `the runs in ${outputFolder} before ${other.record.runId}`,
      found: 'none of its scenario, environment and load that passed',
      right: 'such a run, or the names of two runs: npm run compare -- <earlier run> <run>',
    });
  const comparison = compareRuns(readMeasuredRun(folder), other);
  console.log(asJson ? JSON.stringify(comparison, undefined, 2) : comparisonText(comparison));
  if (comparison.kind === 'refused') process.exitCode = 1;
}
