import { parseArgs } from 'node:util';

export const BENCH_USAGE = `Usage: npm run bench -- [--rounds N] [--seconds N] [--only TEXT[,TEXT]] [--output-dir DIR]
  --rounds N       how often each tool is measured, 1 to 20, default 3
  --seconds N      length of one measurement, 2 to 60, default 5
  --only TEXT      only tools whose name has one of the texts in it, e.g. --only "virtual users,k6"
  --output-dir DIR where bench.md and bench.json are written, default docs; with --only nowhere
`;

const MOST_ROUNDS = 20;
const FEWEST_SECONDS = 2;
const MOST_SECONDS = 60;

/** What the command line asks for. */
export type BenchWish =
  | { readonly kind: 'help' }
  /** One line: what was checked, what was found, what would be right. */
  | { readonly kind: 'wrong'; readonly message: string }
  | {
      readonly kind: 'bench';
      readonly rounds: number;
      readonly seconds: number;
      /** Texts of which a tool's name has to have one; empty for all tools. */
      readonly only: readonly string[];
      /** Left out when nothing is to be written. */
      readonly outputFolder?: string;
    };

/** Reads the flags of the bench. Never throws: a wrong flag is a wish of the kind `wrong`. */
export function readBenchFlags(flags: readonly string[]): BenchWish {
  try {
    return wishOf(flags);
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function wishOf(flags: readonly string[]): BenchWish {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      only: { type: 'string' },
      'output-dir': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return { kind: 'help' };
  const only = (values.only ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (values.only !== undefined && only.length === 0)
    throw new Error(`--only: found ${JSON.stringify(values.only)}; right would be a part of a tool's name`);
  const outputFolder = values['output-dir'] ?? (values.only === undefined ? 'docs' : undefined);
  return {
    kind: 'bench',
    rounds: wholeNumber('--rounds', values.rounds, 1, MOST_ROUNDS),
    seconds: wholeNumber('--seconds', values.seconds, FEWEST_SECONDS, MOST_SECONDS),
    only,
    ...(outputFolder !== undefined && { outputFolder }),
  };
}

function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw new Error(
      `${flag}: found ${JSON.stringify(text)}; right would be a whole number from ${least} to ${most}`,
    );
  return value;
}
