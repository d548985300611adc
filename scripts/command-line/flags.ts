import { parseArgs } from 'node:util';
import { closest } from '../../src/base/closest.ts';
import type { Mistake } from '../../src/settings/mistakes.ts';
import { SETTING_ENTRIES, type SettingKey } from '../../src/settings/settings.ts';

/** A flag of the command line. */
export interface Flag {
  readonly name: string;
  /** The setting that it makes; left out for one that concerns the command line alone. */
  readonly key?: SettingKey;
  /** Name of the setting's variable. */
  readonly variable?: string;
  /** Stands for the value in the usage; a flag without one is a switch. */
  readonly placeholder?: string;
  readonly example?: string;
  /** Whether no message may show its value. */
  readonly secret?: true;
  readonly meaning: string;
}

const SETTING_FLAGS = SETTING_ENTRIES.flatMap(
  ([key, { flag, name, kind, example, meaning, secret }]): Flag[] => {
    if (flag === undefined) return [];
    const { placeholder } = kind;
    const isSwitch = placeholder === undefined;
    const value = isSwitch ? '' : ` ${example}`;
    return [
      {
        name: flag,
        key,
        variable: name,
        meaning,
        example: `--${flag}${value}`,
        ...(!isSwitch && { placeholder }),
        ...(secret && { secret }),
      },
    ];
  },
);

/** All flags: those of the table of settings, and those of the command line itself. */
export const FLAGS: readonly Flag[] = [
  ...SETTING_FLAGS,
  { name: 'open', meaning: 'opens the report in the default browser at the end; not together with `--ci`' },
  { name: 'no-html', meaning: 'makes no Allure report at the end; `npm run report` makes it later' },
  {
    name: 'no-baseline',
    meaning:
      'a flag of the former script, which compared with a file afterwards; here limits always count, so it changes nothing',
  },
  { name: 'help', meaning: 'prints the usage' },
];

/** The flags that were given, by name: their values, `true` for those that take none. */
export type GivenFlags = ReadonlyMap<string, string | true>;

/** A command line taken apart. */
export interface Arguments {
  readonly words: readonly string[];
  readonly flags: GivenFlags;
  /** What stands after `--`. */
  readonly passedOn: readonly string[];
  /** Flags that do not exist, lack their value or have one too many. */
  readonly mistakes: readonly Mistake[];
}

/** Takes a command line apart; what the values mean is left to the table of settings. */
export function readArguments(args: readonly string[]): Arguments {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  // Not strict: strict mode stops at the first mistake and does not say which flag was most likely meant.
  const { tokens } = parseArgs({
    args: [...own],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(FLAGS.map((flag) => [flag.name, optionOf(flag)])),
  });
  const flags = new Map<string, string | true>();
  const mistakes: Mistake[] = [];
  const words: string[] = [];
  let valueAt: number | undefined;
  for (const token of tokens) {
    if (token.kind === 'positional' && token.index !== valueAt) words.push(token.value);
    if (token.kind !== 'option') continue;
    // What follows a misspelt flag that takes a value is this value and no word of the command.
    if (takesValue(token.name) && token.inlineValue !== true) valueAt = token.index + 1;
    const mistake = mistakeIn(token) ?? repetitionOf(token, flags);
    if (mistake === undefined) flags.set(token.name, token.value ?? true);
    else mistakes.push({ name: `the flag ${token.rawName}`, ...mistake });
  }
  return { words, flags, passedOn: end < 0 ? [] : args.slice(end + 1), mistakes };
}

function optionOf({ name, placeholder }: Flag): { type: 'string' | 'boolean'; short?: string } {
  return { type: placeholder === undefined ? 'boolean' : 'string', ...(name === 'help' && { short: 'h' }) };
}

function takesValue(name: string): boolean {
  return meantFlag(name)?.placeholder !== undefined;
}

/** The last one would win in silence. */
function repetitionOf({ name, value }: OptionToken, given: GivenFlags): Omit<Mistake, 'name'> | undefined {
  const before = given.get(name);
  if (before === undefined) return undefined;
  const isSecret = FLAGS.find((each) => each.name === name)?.secret === true;
  const values = typeof before === 'string' && !isSecret ? `, with ${before} and with ${value}` : '';
  return { found: `the same flag twice${values}`, right: 'the flag once' };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function mistakeIn({
  name,
  rawName,
  value,
  inlineValue = false,
}: OptionToken): Omit<Mistake, 'name'> | undefined {
  const flag = FLAGS.find((each) => each.name === name);
  if (flag === undefined) {
    const meant = meantFlag(name);
    const others = 'one of those that --help lists';
    return { found: 'no such flag', right: meant === undefined ? others : `--${meant.name}, or ${others}` };
  }
  if (flag.placeholder === undefined)
    return inlineValue
      ? { found: `the value ${JSON.stringify(value)}`, right: `${rawName} alone, it takes none` }
      : undefined;
  // Without `=`, parseArgs would take the next flag for the value.
  const isMissing = value === undefined || value === '' || (!inlineValue && value.startsWith('--'));
  return isMissing ? { found: 'no value', right: `a value, e.g. ${flag.example}` } : undefined;
}

/** The flag of this name, else the closest; undefined for a single letter, which is as close to one name as to another. */
function meantFlag(name: string): Flag | undefined {
  const [meant] =
    name.length === 1
      ? []
      : closest(
          name,
          FLAGS.map((flag) => flag.name),
          1,
        );
  return FLAGS.find((flag) => flag.name === meant);
}
