import { parseDurationMs } from '../../src/base/duration.ts';
import { parseFlags } from '../../src/base/parse-flags.ts';
import { HELP_FLAG, wholeNumber, wrongFlag } from '../shared/command-line.ts';

/** How many hosts share the load. */
export const HOSTS = 4;

/** How to call `npm run hosts`. */
export const HOSTS_USAGE = `Usage: npm run hosts -- [--cut-off HOST] [--clock-off HOST=TIME] [--vus N] [--duration TIME] [--start-in TIME]
                        [--output-dir DIR]

Runs a smoke in ${HOSTS} segments on ${HOSTS} hosts against one target, and merges them. The hosts are network namespaces of this machine
(iproute2), joined by a bridge. No request leaves this machine, and its own network stays as it is. Needs Linux and root.
All namespaces and processes are removed at the end, also after Ctrl-C; the runs stay. Exit code: that of the merge.

  --cut-off HOST          disconnects host 1 to ${HOSTS} halfway through the traffic, and does not reconnect it
  --clock-off HOST=TIME   gives a host a clock that is ahead by this, or behind: 2=3s, 2=-3s; needs \`faketime\` (libfaketime)
  --vus N                 virtual users of all hosts together, ${HOSTS} to 1000, default 16
  --duration TIME         length of the traffic, default 30s
  --start-in TIME         from now to the beginning of the traffic, default 60s; a busy machine needs more
  --output-dir DIR        folder for the runs, default a new one in reports/hosts

Limits are those of thresholds/, or of THRESHOLDS_DIR.`;

/** A clock that is not the machine's. */
export interface ClockOff {
  readonly host: number;
  /** Ahead of the others; negative when it is behind. */
  readonly byMs: number;
}

/** What a call of `npm run hosts` asks for. */
export interface HostsWish {
  readonly cutOff: number | undefined;
  readonly clockOff: ClockOff | undefined;
  readonly vus: number;
  readonly durationMs: number;
  readonly startInMs: number;
  readonly outputFolder: string | undefined;
}

/**
 * Reads the flags of `npm run hosts`.
 *
 * @returns undefined for `--help`
 * @throws SuiteError (BAD_SETTING) when a flag is wrong
 */
export function readHostsFlags(flags: readonly string[]): HostsWish | undefined {
  const { values } = parseFlags({
    args: [...flags],
    options: {
      'cut-off': { type: 'string' },
      'clock-off': { type: 'string' },
      vus: { type: 'string', default: '16' },
      duration: { type: 'string', default: '30s' },
      'start-in': { type: 'string', default: '60s' },
      'output-dir': { type: 'string' },
      help: HELP_FLAG,
    },
  });
  if (values.help) return undefined;
  return {
    cutOff:
      values['cut-off'] === undefined ? undefined : wholeNumber('--cut-off', values['cut-off'], 1, HOSTS),
    clockOff: values['clock-off'] === undefined ? undefined : clockOff(values['clock-off']),
    vus: wholeNumber('--vus', values.vus, HOSTS, 1_000),
    durationMs: durationOf('--duration', values.duration),
    startInMs: durationOf('--start-in', values['start-in']),
    outputFolder: values['output-dir'],
  };
}

function clockOff(text: string): ClockOff {
  const [, host = '', sign = '', time = ''] = /^(\d+)=([+-]?)(.+)$/.exec(text) ?? [];
  const ms = parseDurationMs(time);
  if (ms === undefined || !(Number(host) >= 1 && Number(host) <= HOSTS))
    throw wrongFlag('--clock-off', text, `a host from 1 to ${HOSTS} and a time, e.g. 2=3s or 2=-3s`);
  return { host: Number(host), byMs: sign === '-' ? -ms : ms };
}

function durationOf(flag: string, text: string): number {
  const ms = parseDurationMs(text);
  if (ms === undefined) throw wrongFlag(flag, text, 'a time, e.g. 30s');
  return ms;
}
