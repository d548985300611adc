import { parseArgs } from 'node:util';
import { closest } from '../../src/base/closest.ts';
import { SuiteError } from '../../src/base/suite-error.ts';
import { FLAGS, type Flag, type GivenFlags } from './flags.ts';

/** A command line taken apart; nothing is known of the values yet. */
export interface SplitArguments {
  readonly words: readonly string[];
  readonly flags: GivenFlags;
  /** What stands after `--`. */
  readonly passedOn: readonly string[];
}

const NAMES = Object.keys(FLAGS);

/**
 * Takes a command line apart.
 * @throws SuiteError on the first flag that is unknown, lacks its value or has one too many
 */
export function splitArguments(args: readonly string[]): SplitArguments {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const flags: Record<string, string | true> = {};
  const words: string[] = [];
  // Not strict: the messages of the strict mode do not say what was most likely meant.
  const { tokens } = parseArgs({
    args: [...own],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(NAMES.map((name) => [name, optionOf(name)])),
  });
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    flags[name] = checkedValue(name, rawName, value, inlineValue === true);
  }
  return { words, flags, passedOn: end < 0 ? [] : args.slice(end + 1) };
}

function optionOf(name: string): { type: 'string' | 'boolean'; short?: string } {
  const flag: Flag | undefined = FLAGS[name as keyof typeof FLAGS];
  return {
    type: flag?.kind === 'value' ? 'string' : 'boolean',
    ...(name === 'help' && { short: 'h' }),
  };
}

function checkedValue(
  name: string,
  rawName: string,
  value: string | undefined,
  inline: boolean,
): string | true {
  const flag: Flag | undefined = NAMES.includes(name) ? FLAGS[name as keyof typeof FLAGS] : undefined;
  if (flag === undefined) {
    // A single letter is as close to one name as to another.
    const [likely] = name.length === 1 ? [] : closest(name, NAMES, 1);
    const others = 'one of those that --help lists';
    throw badFlag(rawName, 'no such flag', likely === undefined ? others : `--${likely}, or ${others}`);
  }
  if (flag.kind !== 'value') {
    if (inline)
      throw badFlag(rawName, `the value ${JSON.stringify(value)}`, `${rawName} alone, it takes none`);
    return true;
  }
  // Without `=`, the next flag would be taken for the value.
  if (value === undefined || value === '' || (!inline && value.startsWith('--')))
    throw badFlag(rawName, 'no value', `a value, e.g. ${flag.example}`);
  return value;
}

function badFlag(checked: string, found: string, right: string): SuiteError {
  return new SuiteError('BAD_SETTING', { checked: `the flag ${checked}`, found, right });
}
