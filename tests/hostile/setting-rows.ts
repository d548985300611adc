import {
  CI_SWITCH,
  DEBUG_SWITCH,
  EMAIL,
  FOLDER,
  HOSTS,
  type Kind,
  KUBERNETES_NAME,
  NAME,
  PATTERNS,
  PER_CENT_OR_NEVER,
  SWITCH,
  TEXT,
  UUID,
} from '../../src/settings/kinds.ts';
import { MOMENT, SEGMENT } from '../../src/settings/kinds-of-segments.ts';
import type { Setting } from '../../src/settings/setting.ts';
import { SETTING_ENTRIES } from '../../src/settings/settings.ts';
import { patternOf } from '../made/pattern-of.ts';
import { type HostileRow, row, setting } from './hostile-row.ts';

/** What a kind refuses, whatever the bounds of a setting are. */
const BAD_SWITCHES = ['maybe', '2', 'tru', 'yes please'];
const BAD_OF_KIND = new Map<Kind<unknown>, readonly string[]>([
  [SWITCH, BAD_SWITCHES],
  [DEBUG_SWITCH, BAD_SWITCHES],
  [EMAIL, ['notamail', 'a@b', 'a b@example.com', 'a@example.com,b@example.com']],
  [UUID, ['xyz', '3f0c8a52-6a0e-4d7b-9c1e', '3f0c8a526a0e4d7b9c1e5b8f4f1f2a77']],
  [SEGMENT, ['0/4', '5/4', '2', '1/65']],
  [MOMENT, ['06:00', 'tomorrow', '2030-01-31T06:00:00', '2030-02-31T06:00:00Z']],
  [PATTERNS, [',,', 'nothing.*', 'deals', 'deals.*;tax.*']],
  [HOSTS, ['http://desk.test', 'a b', ',', 'desk.test:port']],
  [NAME, ['prod', 'develop', 'development,staging']],
  [PER_CENT_OR_NEVER, ['0', '101', '-5', 'often', '20%', '1e1']],
  [KUBERNETES_NAME, ['Desk', '-desk', 'a b']],
]);
const ANY_TEXT: readonly Kind<unknown>[] = [TEXT, FOLDER, CI_SWITCH];

/** What those kinds refuse that are made with bounds or words, by what stands for their value in the usage. */
const BAD_OF_PLACEHOLDER: Readonly<Record<string, readonly string[]>> = {
  N: ['-5', '3.5', '1e9', 'abc', '0x10', '٣', '999999999999'],
  R: ['0', '-1', 'nan', '1e3', '1,5', 'Infinity', '1000001'],
  D: ['0', '5', '-1m', '1x', 'abc', '99999h', '1h 1x'],
  WORD: ['often', 'true', 'a,b'],
  LIST: [',,', 'foo bar', 'S1;S2', 'ALL!'],
};

/** What no address is; those of WebSockets are refused where http is right, and the other way round. */
function badAddresses(right: string): readonly string[] {
  const other = right.includes('ws:') ? 'http' : 'ws';
  const scheme = right.includes('ws:') ? 'ws' : 'http';
  return [
    'not a url',
    'localhost:18081',
    `${other}://localhost`,
    'ftp://localhost',
    `${scheme}://localhost:99999`,
    `${scheme}://localhost/?x=1`,
    `${scheme}://localhost/#top`,
    `${scheme}://`,
    `${scheme}://user:s3cretpw@localhost`,
  ];
}

/** What a setting is of no use without, or what makes its bad value the only mistake. */
const TOGETHER_WITH: Readonly<Record<string, Record<string, string>>> = {
  ARRIVALS: { RATE: '50' },
  MAX_VUS: { RATE: '50', VUS: '1' },
  SEGMENT: { START_AT: '2030-01-31T06:00:00Z' },
  START_AT: { SEGMENT: '1/2' },
};

/** The bad values of a setting; undefined for one that takes any text. */
export function badValues({ kind, secret }: Setting): readonly string[] | undefined {
  if (secret || ANY_TEXT.includes(kind)) return undefined;
  const { placeholder = '', right } = kind;
  if (placeholder === 'URL') return badAddresses(right);
  return BAD_OF_KIND.get(kind) ?? BAD_OF_PLACEHOLDER[placeholder] ?? [];
}

/** Those of the first trials that no kind makes. */
const TRIED: readonly HostileRow[] = [
  row('A047', 'run smoke development', setting('METRICS_PORT', '"99999"'), {
    env: { METRICS_PORT: '99999' },
  }),
  row('A048', 'run smoke development', setting('METRICS_HOST', '"0\\.0\\.0\\.0"'), {
    env: { METRICS_HOST: '0.0.0.0' },
  }),
  row('A049', 'run smoke development', setting('SHIMS', '"S9"'), { env: { SHIMS: 'S9' } }),
];

/** Every setting of the table with what its kind refuses. */
export const SETTING_ROWS: readonly HostileRow[] = [
  ...TRIED,
  ...SETTING_ENTRIES.flatMap(([, entry]) =>
    (badValues(entry) ?? []).map((text) =>
      row(`${entry.name}=${text}`, 'run smoke', setting(entry.name, shown(text)), {
        env: { ...TOGETHER_WITH[entry.name], [entry.name]: text },
      }),
    ),
  ),
];

/** How a message shows a bad value: a text with an @ not at all. */
export function shown(text: string): string {
  return text.includes('s3cretpw')
    ? 'a text with an @, which may have a password before it \\(not shown\\)'
    : patternOf(JSON.stringify(text));
}
