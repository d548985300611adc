import { fileURLToPath } from 'node:url';
import autocannonPackage from 'autocannon/package.json' with { type: 'json' };
import undiciPackage from 'undici/package.json' with { type: 'json' };
import { withShortCollections } from '../../../src/measure/garbage-collection.ts';
import { lastLineReport } from './last-line-report.ts';
import type { Load, Subject } from './subject.ts';

/** Names that the checks refer to. */
export const OUR_USERS = 'our virtual users';
const OUR_SHARED_USERS = 'our virtual users in two processes';
export const BARE_UNDICI = 'bare undici loop';
export const OUR_BURSTS = 'our bursts';
export const AUTOCANNON = 'autocannon';

const OURS = [OUR_USERS, OUR_SHARED_USERS, OUR_BURSTS];

const UNDICI = `undici ${undiciPackage.version}`;
const AUTOCANNON_VERSION = `autocannon ${autocannonPackage.version}`;

/** The bench's own programs: our virtual users and bursts, and the libraries below them. */
export const OWN_SUBJECTS: readonly Subject[] = [
  ownSubject(
    OUR_USERS,
    'our-vus',
    'five operations, sessions, checks, learning from replies, traces, percentiles per operation',
    UNDICI,
    ['speed', 'memory', 'truth'],
  ),
  ownSubject(
    OUR_SHARED_USERS,
    'our-shared-vus',
    'as our virtual users, half of them in each process',
    UNDICI,
    ['memory'],
  ),
  ownSubject(BARE_UNDICI, 'bare-undici', 'five operations, nothing checked, nothing recorded', UNDICI, [
    'speed',
  ]),
  ownSubject(
    'bare socket',
    'bare-socket',
    "five operations as prepared bytes, replies not even parsed: the limit of any client in Node's JavaScript",
    `Node ${process.version}`,
    ['speed'],
  ),
  ownSubject(
    'undici as documented',
    'undici-request',
    'five operations awaited in turn, nothing checked, nothing recorded',
    UNDICI,
    ['speed'],
  ),
  ownSubject(
    OUR_BURSTS,
    'our-bursts',
    'one operation with own bodies, checks, own percentiles',
    AUTOCANNON_VERSION,
    ['speed', 'truth'],
  ),
  ownSubject(
    AUTOCANNON,
    'raw-autocannon',
    'five operations with fixed bodies, status by class; whole milliseconds, no p95',
    AUTOCANNON_VERSION,
    ['speed', 'truth'],
  ),
];

function ownSubject(
  name: string,
  program: string,
  does: string,
  engine: string,
  loads: readonly Load[],
): Subject {
  const path = fileURLToPath(new URL(`${program}.ts`, import.meta.url));
  return {
    name,
    does,
    version: engine,
    loads,
    command: ({ origin, vus, seconds, thinkMs, folder }) => ({
      program: process.execPath,
      args: [path, origin, String(vus), String(seconds), String(thinkMs)],
      env: {
        // Its files disappear with the bench's own folder, even when something kills the program.
        TMPDIR: folder,
        // What the workers of a run have.
        ...(OURS.includes(name) && { NODE_OPTIONS: withShortCollections(process.env.NODE_OPTIONS) }),
      },
    }),
    report: lastLineReport,
  };
}
