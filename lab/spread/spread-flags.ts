import { parseFlags } from '../../src/base/parse-flags.ts';
import { HELP_FLAG, wholeNumber, wrongFlag } from '../shared/command-line.ts';

/**
 * How to call `npm run spread`.
 * @param known names of the journeys, in their order
 */
export function spreadUsage(known: readonly string[]): string {
  return `Usage: npm run spread -- [journey ...] [--rounds N] [--traced] [--write]

Measures journeys without traffic, round after round, and prints how far the medians of their steps lie apart. The
target is the same as in a run: BASE_URL, or the embedded Desk Studio.

  --rounds N  rounds of each journey, 2 to 1000, default 20
  --traced    follows each round with one that records a trace and a video, to show what they cost
  --write     writes the figures into journeys.json of the tables, as the basis of the steps' limits

Journeys: ${known.join(', ')}. Default: all of them.`;
}

/** What a call of `npm run spread` asks for. */
export interface SpreadWish {
  readonly journeys: readonly string[];
  readonly rounds: number;
  readonly traced: boolean;
  readonly write: boolean;
}

/**
 * Reads the flags of `npm run spread`.
 * @param known names of the journeys, in their order
 * @returns undefined for `--help`
 * @throws Error when a flag or a journey is wrong
 */
export function readSpreadFlags(flags: readonly string[], known: readonly string[]): SpreadWish | undefined {
  const { values, positionals } = parseFlags({
    args: [...flags],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '20' },
      traced: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: HELP_FLAG,
    },
  });
  if (values.help) return undefined;
  const unknown = positionals.find((word) => !known.includes(word));
  if (unknown !== undefined) throw wrongFlag('journey', unknown, `one of ${known.join(', ')}`);
  return {
    journeys: positionals.length === 0 ? known : positionals,
    rounds: wholeNumber('--rounds', values.rounds, 2, 1_000),
    traced: values.traced,
    write: values.write,
  };
}
