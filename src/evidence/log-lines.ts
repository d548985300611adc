import { MASK } from '../base/secrets/mask.ts';

const ERROR = /\b(?:error|fatal|panic|exception|oom|killed)\b/i;
/** So many lines of a log are kept, the last ones. */
const MOST_LINES = 5;
const LONGEST_LINE = 300;

/** A value behind a name such as `password=` or `"token": `. */
const NAMED_SECRET =
  /((?:token|secret|passw(?:or)?d|api[_-]?key|session|cookie|authorization)["']?\s*[:=]\s*["']?)(?:(?:bearer|basic)\s+)?[^\s"',;}]+/gi;
const EMAIL = /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/g;

/**
 * The last lines of a log that name an error, without what looks like a secret or an e-mail address: the log is the target's,
 * so which secrets are in it nobody knows.
 */
export function errorLines(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => ERROR.test(line))
    .slice(-MOST_LINES)
    .map((line) => line.replaceAll(NAMED_SECRET, `$1${MASK}`).replaceAll(EMAIL, MASK).trim())
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
}
