import { parseFlags } from '../../src/base/parse-flags.ts';
import { HELP_FLAG, outputFolder, wholeNumber, wrongFlag } from '../shared/command-line.ts';

export const BENCH_USAGE = `Usage: npm run bench -- [--rounds N] [--seconds N] [--only TEXT[,TEXT]] [--output-dir DIR]

Measures our virtual users and bursts, the libraries below them and the other load tools that are installed, all on
the same work.

  --rounds N        how often each tool is measured, 1 to 20, default 3
  --seconds N       length of one measurement, 2 to 60, default 5
  --only TEXT       only tools whose name contains one of the texts, e.g. --only "virtual users,k6"
  --output-dir DIR  where to write bench.md and bench.json, default docs; with --only nowhere`;

/** What the command line of the bench asks for. */
export interface BenchWish {
  readonly rounds: number;
  readonly seconds: number;
  /** A tool's name has to contain one of these; empty for all tools. */
  readonly only: readonly string[];
  /** Undefined when nothing is to be written. */
  readonly outputFolder: string | undefined;
}

/**
 * Reads the flags of the bench.
 * @returns undefined for `--help`
 * @throws Error when a flag is wrong
 */
export function readBenchFlags(flags: readonly string[]): BenchWish | undefined {
  const { values } = parseFlags({
    args: [...flags],
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      only: { type: 'string' },
      'output-dir': { type: 'string' },
      help: HELP_FLAG,
    },
  });
  if (values.help) return undefined;
  const only = (values.only ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (values.only !== undefined && only.length === 0)
    throw wrongFlag('--only', values.only, "a part of a tool's name");
  return {
    rounds: wholeNumber('--rounds', values.rounds, 1, 20),
    seconds: wholeNumber('--seconds', values.seconds, 2, 60),
    only,
    outputFolder: outputFolder(values['output-dir'], values.only),
  };
}
