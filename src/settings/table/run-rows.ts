import {
  CI_SWITCH,
  DEBUG_SWITCH,
  decimal,
  duration,
  FOLDER,
  PATTERNS,
  PER_CENT_OR_NEVER,
  SWITCH,
  wholeNumber,
  word,
  wordOrList,
} from '../kinds.ts';
import { MOMENT, PROCESSES, SEGMENT } from '../kinds-of-segments.ts';
import { rowsWith, type SettingRows } from '../setting.ts';

/**
 * What journeys are measured on: `desk`, a computer in the office, or `lot-tablet`, a tablet between the cars with a
 * quarter of its speed and a mobile network.
 */
export const DEVICE_NAMES = ['desk', 'lot-tablet'] as const;

export type DeviceName = (typeof DEVICE_NAMES)[number];

/** The kinds of help for a web client, as contract/ui.md names them. */
export const SHIM_NAMES = ['S1', 'S2', 'S3', 'S4'] as const;

export type ShimName = (typeof SHIM_NAMES)[number];

/** `even`: arrivals at equal distances; `poisson`: independent of each other, as those of many strangers are. */
const ARRIVAL_PATTERNS = ['even', 'poisson'] as const;

export type ArrivalPattern = (typeof ARRIVAL_PATTERNS)[number];

/** Which rounds of a journey are followed by a recorded visit; `slowest` includes those that failed. */
const TRACED_ROUNDS = ['failed', 'slowest', 'none'] as const;

export type TracedRounds = (typeof TRACED_ROUNDS)[number];

/** Of all processes and machines that share a load; what one process drives is bounded where it is planned. */
const MOST_VUS = 1_000_000;
const MOST_PER_SECOND = 1_000_000;
/** Signing in so many keeps ten cores of a target for half an hour. */
const MOST_ACCOUNTS = 100_000;
/** The test user, and the accounts of the pool. */
export const MOST_BURST_ACCOUNTS = 51;
const MOST_REQUESTS = 1_000_000_000;

const setting = rowsWith({ readBy: 'src/traffic', hasFlags: true });

/** How the person who starts a run changes it. */
export const RUN_ROWS = {
  vus: setting('VUS', wholeNumber(1, MOST_VUS), 'peak number of virtual users', {
    otherwise: "the scenario's",
    example: '300',
  }),
  durationMs: setting(
    'DURATION',
    duration(5_000),
    'length of the whole scenario; its stages keep their proportions',
    { otherwise: "the scenario's", example: '20m' },
  ),
  ratePerSecond: setting(
    'RATE',
    decimal(0.1, MOST_PER_SECOND, 'requests per second'),
    'open model: requests arrive at this rate at the peak of the stages, however fast the target is, and their latency counts from when they were due',
    { otherwise: 'the closed model', example: '50' },
  ),
  arrivalPattern: setting(
    'ARRIVALS',
    word(ARRIVAL_PATTERNS),
    'how requests arrive in the open model; only together with RATE',
    { default: 'even', example: 'poisson' },
  ),
  maxVus: setting(
    'MAX_VUS',
    wholeNumber(1, MOST_VUS),
    'most virtual users in the open model, at least VUS; only together with RATE',
    { otherwise: 'ten times VUS', example: '200' },
  ),
  accounts: setting(
    'ACCOUNTS',
    wholeNumber(1, MOST_ACCOUNTS),
    'number of accounts for the virtual users, at most one each; with fewer accounts than users, users share them. Accounts that the target lacks are registered, and cannot be removed again ([scaling](scaling.md#thousands-of-accounts))',
    { otherwise: 'one for each user, at most 50 in each process', example: '2000', readBy: 'lanes/traffic' },
  ),
  seed: setting(
    'SEED',
    wholeNumber(1, 1_000_000),
    'seed of the choices and data of the users: the same seed gives each user the same choices in the same order',
    { default: '1', example: '7' },
  ),
  segment: setting(
    'SEGMENT',
    SEGMENT,
    'the share of the load that this process drives, one of several that begin together; `npm run merge` judges them as one run ([scaling](scaling.md)). The first one drives browsers and bursts as well',
    { otherwise: 'the whole load', example: '2/4' },
  ),
  startAtMs: setting(
    'START_AT',
    MOMENT,
    "when the traffic of all segments begins, by the target's clock; only together with SEGMENT",
    { otherwise: 'as soon as everything is ready', example: '2030-01-31T06:00:00Z', readBy: 'src/run' },
  ),
  segments: setting(
    'SEGMENTS',
    PROCESSES,
    'processes of this machine that share the virtual users of a run; `auto`: as many as there are cores to spare, once there are enough users for it to help ([scaling](scaling.md#processes-of-one-machine))',
    { default: 'auto', example: '4', readBy: 'src/run' },
  ),
  minCapacity: setting(
    'MIN_CAPACITY',
    decimal(0.1, MOST_PER_SECOND, 'users, or requests per second with RATE'),
    'the capacity that `--project=capacity` has to find at least, else the run fails ([capacity](capacity.md#search)); other runs refuse it',
    { otherwise: 'any capacity will do', example: '150', readBy: 'src/run' },
  ),
  burstDurationMs: setting(
    'BURST_DURATION',
    duration(1_000, 600_000),
    'length of each burst of `--project=baseline`; under rate limits a longer one brings more requests ([rate limits](rate-limits.md))',
    { otherwise: '2 s, and 5 s for `gateway.health`', example: '45s', readBy: 'lanes/bursts' },
  ),
  burstAccounts: setting(
    'BURST_ACCOUNTS',
    wholeNumber(1, MOST_BURST_ACCOUNTS),
    'accounts that send the bursts of `--project=baseline` in turn, as far as that is right for an operation: under rate limits each of them has its own limit ([rate limits](rate-limits.md))',
    { otherwise: '1, the test user', example: '5', readBy: 'lanes/bursts' },
  ),
  operations: setting(
    'OPERATIONS',
    PATTERNS,
    'the traffic, or the bursts of `--project=baseline`, are on these operations only',
    {
      otherwise: 'all',
      example: "'deals.*,tax.calculate'",
      readBy: 'lanes/traffic',
    },
  ),
  requestBudget: setting(
    'REQUEST_BUDGET',
    wholeNumber(1, MOST_REQUESTS),
    'the most requests of the run, which ends when it has sent so many ([what a run may do](environments.md#what-a-run-may-do))',
    {
      otherwise: "that of the environment's file; else none on this machine, and 20000 beyond it",
      example: '50000',
      readBy: 'src/target',
    },
  ),
  writeBudget: setting(
    'WRITE_BUDGET',
    wholeNumber(0, MOST_REQUESTS),
    'the most requests of the run that change something at the target; they count against the request budget too',
    {
      otherwise: "that of the environment's file; else none on this machine, and 2000 beyond it",
      example: '5000',
      readBy: 'src/target',
    },
  ),
  stopAtErrors: setting(
    'STOP_AT_ERRORS',
    PER_CENT_OR_NEVER,
    'ends the run when more than this share of its requests fails for as long as its scenario says (smoke 20 s, load 60 s, soak 3 min, others 60 s)',
    {
      otherwise: "the scenario's: 50 in smoke, load and soak, never in stress, spike and capacity",
      example: '20',
      readBy: 'src/traffic',
    },
  ),
  allowMissing: setting(
    'ALLOW_MISSING',
    SWITCH,
    'operations that are broken before the run begins are left out of it; otherwise the run does not start',
    { default: 'false', example: 'true', readBy: 'src/run' },
  ),
  journeys: setting(
    'JOURNEYS',
    wordOrList(
      ['all', 'auto', 'none'],
      /^[a-z][a-z-]*$/,
      'all, auto, none, or names of journeys separated by commas',
    ),
    'the journeys of the run; `auto` is all of them, or none where the web client does not answer',
    { default: 'all', example: 'login,create-deal', readBy: 'src/run' },
  ),
  shims: setting(
    'SHIMS',
    wordOrList(['auto', 'none'], /^S[1-4]$/, 'auto, none, or some of S1, S2, S3 and S4 separated by commas'),
    'help for a web client whose requests do not fit the API ([journeys](journeys.md#shims)); `auto` finds out which ones the client needs',
    { default: 'auto', example: 'S1,S4', readBy: 'lanes' },
  ),
  device: setting(
    'DEVICE',
    word(DEVICE_NAMES),
    'what the journeys are measured on; `lot-tablet` has touch, a processor four times slower and 4G ([journeys](journeys.md))',
    { default: 'desk', example: 'lot-tablet', readBy: 'lanes' },
  ),
  traces: setting(
    'TRACES',
    word(TRACED_ROUNDS),
    'which journey rounds are recorded as trace and video, which show customer data: `failed` (failed rounds), `slowest` (these and the slowest round of each journey) or `none` ([journeys](journeys.md#traces))',
    {
      otherwise: '`slowest` if the target is on this machine, else `failed`',
      example: 'none',
      readBy: 'lanes/journeys',
    },
  ),
  slaCounts: setting('SLA', SWITCH, 'a broken SLA fails the run, not only a broken baseline', {
    default: 'false',
    example: 'true',
    readBy: 'lanes',
  }),
  outputFolder: setting(
    'OUTPUT_DIR',
    FOLDER,
    "where runs, reports and their history are kept; a relative OUTPUT_DIR starts at the project's folder, a relative --output-dir at your current folder",
    { default: 'reports', example: '/tmp/results', readBy: 'src/run' },
  ),
  debug: setting('DEBUG', DEBUG_SWITCH, 'prints each failed request on stderr', {
    default: 'false',
    example: 'true',
    readBy: 'src/target',
  }),
  ci: setting(
    'CI',
    CI_SWITCH,
    'no colours, a line now and then instead of a live display, and no report is opened',
    { default: 'false', example: 'true', readBy: 'scripts' },
  ),
} satisfies SettingRows;
