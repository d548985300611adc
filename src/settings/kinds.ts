import { resolve } from 'node:path';
import { z } from 'zod';
import { LONGEST_RUN_MS, parseDurationMs } from '../base/duration.ts';
import { TRACE_ID_PLACE, traceAddress } from '../base/trace-address.ts';
import { Secret } from './secret.ts';

const HOUR_MS = 3_600_000;

/** How the text of a setting becomes its value. */
export interface Kind<Value> {
  readonly schema: z.ZodType<Value, string>;
  /** What the text has to be, as messages and docs/settings.md say it. */
  readonly right: string;
  /** Stands for the value in the usage, e.g. `N`; a flag without one is a switch and takes no value. */
  readonly placeholder?: string;
  /** How a message shows a text that was refused; as JSON when left out. */
  shown?(text: string): string;
}

/** A whole number; both ends of the range are allowed. */
export function wholeNumber(
  least: number,
  most: number,
  right = `a whole number from ${least} to ${most}`,
): Kind<number> {
  return { schema: number(/^\d+$/, least, most), right, placeholder: 'N' };
}

/** A number that may have decimals; both ends of the range are allowed. */
export function decimal(least: number, most: number, unit: string): Kind<number> {
  return {
    schema: number(/^\d+(\.\d+)?$/, least, most),
    right: `${unit}, from ${least} to ${most}`,
    placeholder: 'R',
  };
}

function number(format: RegExp, least: number, most: number): z.ZodType<number, string> {
  return z.string().regex(format).transform(Number).pipe(z.number().min(least).max(most));
}

/** A duration such as `1h30m`, both ends of the range allowed; gives milliseconds. */
export function duration(leastMs: number, mostMs = LONGEST_RUN_MS): Kind<number> {
  const least = `${leastMs / 1000} second${leastMs === 1_000 ? '' : 's'}`;
  const isShort = mostMs < HOUR_MS;
  const most = isShort ? `${mostMs / 60_000} minutes` : `${mostMs / HOUR_MS} hours`;
  return {
    schema: z.string().transform(parseDurationMs).pipe(z.number().min(leastMs).max(mostMs)),
    right: `at least ${least} and at most ${most}, such as ${isShort ? '45s or 2m' : '30s, 20m or 1h30m'}`,
    placeholder: 'D',
    shown: (text) => `${JSON.stringify(text)}${/^[\d.]+$/.test(text) ? ', without a unit' : ''}`,
  };
}

/** One word of a closed set, which are all lower case; the user may write it in any case. */
export function word<const Words extends readonly string[]>(words: Words): Kind<Words[number]> {
  return {
    schema: z.string().toLowerCase().pipe(z.enum(words)),
    right: new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words),
    placeholder: 'WORD',
  };
}

/** One of these words, or some elements of the form given, separated by commas. */
export function wordOrList<const Words extends readonly string[]>(
  words: Words,
  element: RegExp,
  right: string,
): Kind<Words[number] | readonly string[]> {
  const elements = z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .pipe(z.array(z.string().regex(element)));
  return {
    schema: z.union([z.string().toLowerCase().pipe(z.enum(words)), elements]),
    right,
    placeholder: 'LIST',
  };
}

const TRUE_WORDS = ['true', '1', 'yes', 'on'];
const FALSE_WORDS = ['false', '0', 'no', 'off'];
const onOff = z.stringbool({ truthy: TRUE_WORDS, falsy: FALSE_WORDS });

/** The one dialect for what is on or off. */
export const SWITCH: Kind<boolean> = { schema: onOff, right: 'true or false (or 1/0, yes/no, on/off)' };

/**
 * Like {@link SWITCH}, for DEBUG, which many packages read too: a list of their names, such as `pw:api`, leaves the
 * suite's own debugging off.
 */
export const DEBUG_SWITCH: Kind<boolean> = {
  schema: z.union([
    onOff,
    z
      .string()
      .regex(/[:*,]/)
      .transform(() => false),
  ]),
  right: `${SWITCH.right}; names for other packages, such as pw:api, count as false`,
};

/** Like {@link SWITCH}, for CI: some systems set it to their name, so every text that does not say no counts as true. */
export const CI_SWITCH: Kind<boolean> = {
  schema: z.union([onOff, z.string().transform(() => true)]),
  right: 'false, 0, no or off for no; any other text counts as yes',
};

/** Any text, with the blanks around it left out. */
export const TEXT: Kind<string> = { schema: z.string(), right: 'any text', placeholder: 'TEXT' };

/** Ids or patterns; which ids there are, a check with the catalogue says. */
export const PATTERNS: Kind<string> = {
  // Commas alone would name everything.
  schema: z.string().regex(/[^,\s]/),
  right: 'ids or patterns with *, separated by commas, e.g. deals.*,tax.calculate',
  placeholder: 'LIST',
};

/** A share of what happens, above nothing and below all; gives it between 0 and 1. */
export const PER_CENT_OR_NEVER: Kind<number | 'never'> = {
  schema: z.union([
    z.string().toLowerCase().pipe(z.literal('never')),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform((text) => Number(text) / 100)
      .pipe(z.number().gt(0).lt(1)),
  ]),
  right: 'per cent, above 0 and below 100, or never',
  placeholder: 'P',
};

/** A folder; gives its absolute path. */
export const FOLDER: Kind<string> = {
  schema: z.string().transform((text) => resolve(text)),
  right: 'a path',
  placeholder: 'DIR',
};

/** The name of a file without its ending; which names there are, a check with the files says. */
export const NAME: Kind<string> = {
  schema: z.string().toLowerCase(),
  right: 'the name of a file in `environments`, such as development, staging or production',
  placeholder: 'NAME',
};

const HOST = /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(:\d+)?$/i;

/** Hosts as they stand in addresses, with or without a port, separated by commas. */
export const HOSTS: Kind<readonly string[]> = {
  schema: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .pipe(z.array(z.string().regex(HOST))),
  right: 'hosts such as desk.example.com or 10.0.0.5:8080, separated by commas',
  placeholder: 'HOST',
  shown: shownAddress,
};

/** Any text, kept as it is: a password may begin or end with a blank. */
export const SECRET: Kind<Secret> = {
  schema: z.string().transform((text) => new Secret(text)),
  right: 'any text',
  placeholder: 'TEXT',
};

const EMAIL_ADDRESS = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/;

export const EMAIL: Kind<string> = {
  schema: z.string().regex(EMAIL_ADDRESS),
  right: 'an e-mail address',
  placeholder: 'MAIL',
};

/** Gives it in lower case, as the target does. */
export const UUID: Kind<string> = {
  schema: z.guid().transform((text) => text.toLowerCase()),
  right: 'a UUID',
};

/** Names a namespace. It cannot be taken for an option of a command. */
export const KUBERNETES_NAME: Kind<string> = {
  schema: z.string().regex(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/),
  right: 'lower-case letters, digits and hyphens',
  placeholder: 'NAME',
};

/** An address of one of these protocols (`http:`); gives it without the slash at its end. */
export function address(...protocols: readonly [string, ...string[]]): Kind<string> {
  const isRight = (text: string) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, username, password, search, hash } = new URL(text);
    return protocols.includes(protocol) && hostname !== '' && username + password + search + hash === '';
  };
  return {
    schema: z
      .string()
      .refine(isRight)
      .transform((text) => new URL(text).href.replace(/\/+$/, '')),
    right: `an address such as ${protocols[0]}//host:port, without user, query or fragment`,
    placeholder: 'URL',
    shown: shownAddress,
  };
}

/** An address with {@link TRACE_ID_PLACE} where the id of a trace goes. It may have a query or a fragment, as such pages do. */
export const TRACE_ADDRESS: Kind<string> = {
  schema: z
    .string()
    .regex(/^https?:[^\s<>"]+$/i)
    .includes(TRACE_ID_PLACE)
    .refine((text) => {
      const filled = traceAddress(text, '0');
      if (!URL.canParse(filled)) return false;
      const { hostname, username, password } = new URL(filled);
      return hostname !== '' && username + password === '';
    }),
  right: `an http or https address without user, with ${TRACE_ID_PLACE} where the id of a trace goes, such as http://jaeger:16686/trace/${TRACE_ID_PLACE}`,
  placeholder: 'URL',
  shown: shownAddress,
};

/**
 * What stands before an @ may be a user and a password, also in an address that cannot be parsed: without its scheme, or with a
 * slash in the password, no pattern tells where they begin.
 */
function shownAddress(text: string): string {
  return text.includes('@')
    ? 'a text with an @, which may have a password before it (not shown)'
    : JSON.stringify(text);
}
