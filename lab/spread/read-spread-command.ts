import { parseArgs } from 'node:util';
import { SuiteError } from '../../src/base/suite-error.ts';

/** What a call of `npm run spread` asks for. */
export type SpreadCommand =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'measure';
      readonly journeys: readonly string[];
      readonly rounds: number;
      readonly traced: boolean;
      readonly write: boolean;
    };

const usage = (
  journeys: readonly string[],
) => `Usage: npm run spread -- [journey ...] [--rounds N] [--traced] [--write]

Takes journeys with no traffic, each of them 20 times, and prints how far the medians of their steps lie
apart. The target is found as in a run: BASE_URL, or the embedded Desk Studio.
With --traced each round is followed by one with Playwright's trace and a video on, to see what they cost.
With --write the figures go into journeys.json of the tables, which the limits of the steps stand on.

Journeys: ${journeys.join(', ')}; all of them when none is named.`;

const ROUNDS = 20;

/**
 * Reads the arguments of `npm run spread`.
 *
 * @param known names of the journeys, in their order
 * @throws SuiteError naming what is wrong and what would be right
 */
export function readSpreadCommand(args: readonly string[], known: readonly string[]): SpreadCommand {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      traced: { type: 'boolean' },
      write: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return { kind: 'help', text: usage(known) };
  const rounds = Number(values.rounds ?? ROUNDS);
  if (!Number.isInteger(rounds) || rounds < 2 || rounds > 1_000)
    throw bad('--rounds', JSON.stringify(values.rounds), 'a whole number from 2 to 1000');
  const unknown = positionals.find((word) => !known.includes(word));
  if (unknown !== undefined) throw bad('the journey', JSON.stringify(unknown), `one of ${known.join(', ')}`);
  return {
    kind: 'measure',
    journeys: positionals.length === 0 ? known : positionals,
    rounds,
    traced: values.traced === true,
    write: values.write === true,
  };
}

function bad(checked: string, found: string, right: string): SuiteError {
  return new SuiteError('BAD_SETTING', { checked, found, right });
}
