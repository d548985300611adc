import {
  CI_SWITCH,
  DEBUG_SWITCH,
  decimal,
  duration,
  FOLDER,
  PATTERNS,
  SWITCH,
  wholeNumber,
  word,
} from '../kinds.ts';
import type { SettingRows } from '../setting.ts';

/**
 * What journeys are measured on: `desk`, a computer in the office, or `lot-tablet`, a tablet between the cars with a
 * quarter of its speed and a mobile network.
 */
export const DEVICE_NAMES = ['desk', 'lot-tablet'] as const;

export type DeviceName = (typeof DEVICE_NAMES)[number];

/** `even`: arrivals at equal distances; `poisson`: independent of each other, as those of many strangers are. */
const ARRIVAL_PATTERNS = ['even', 'poisson'] as const;

export type ArrivalPattern = (typeof ARRIVAL_PATTERNS)[number];

const MOST_VUS = 10_000;

/** How the person who starts a run changes it. */
export const RUN_ROWS = {
  vus: {
    name: 'VUS',
    flag: 'vus',
    kind: wholeNumber(1, MOST_VUS),
    meaning: 'peak number of virtual users',
    otherwise: "the scenario's",
    example: '300',
    readBy: 'src/traffic',
  },
  durationMs: {
    name: 'DURATION',
    flag: 'duration',
    kind: duration(5_000),
    meaning: 'length of the whole scenario; its stages keep their proportions',
    otherwise: "the scenario's",
    example: '20m',
    readBy: 'src/traffic',
  },
  ratePerSecond: {
    name: 'RATE',
    flag: 'rate',
    kind: decimal(0.1, 20_000, 'requests per second'),
    meaning:
      'open model: requests arrive at this rate at the peak of the stages, however fast the target is, and their latency counts from when they were due',
    otherwise: 'the closed model',
    example: '50',
    readBy: 'src/traffic',
  },
  arrivalPattern: {
    name: 'ARRIVALS',
    flag: 'arrivals',
    kind: word(ARRIVAL_PATTERNS),
    meaning: 'how requests arrive in the open model; only together with RATE',
    default: 'even',
    example: 'poisson',
    readBy: 'src/traffic',
  },
  maxVus: {
    name: 'MAX_VUS',
    flag: 'max-vus',
    kind: wholeNumber(1, MOST_VUS),
    meaning: 'most virtual users in the open model, at least VUS; only together with RATE',
    otherwise: 'ten times VUS',
    example: '200',
    readBy: 'src/traffic',
  },
  operations: {
    name: 'OPERATIONS',
    flag: 'operations',
    kind: PATTERNS,
    meaning: 'the traffic consists of these operations only',
    otherwise: 'all',
    example: "'deals.*,tax.calculate'",
    readBy: 'lanes/traffic',
  },
  device: {
    name: 'DEVICE',
    flag: 'device',
    kind: word(DEVICE_NAMES),
    meaning:
      'what the journeys are measured on; `lot-tablet` has touch, a processor four times slower and 4G ([journeys](journeys.md))',
    default: 'desk',
    example: 'lot-tablet',
    readBy: 'lanes',
  },
  slaCounts: {
    name: 'SLA',
    flag: 'sla',
    kind: SWITCH,
    meaning: 'a broken SLA fails the run, not only a broken baseline',
    default: 'false',
    example: 'true',
    readBy: 'lanes',
  },
  outputFolder: {
    name: 'OUTPUT_DIR',
    flag: 'output-dir',
    kind: FOLDER,
    meaning:
      "where runs, reports and their history are kept; a relative path starts at the project's folder, that of the flag at the caller's",
    default: 'reports',
    example: '/tmp/results',
    readBy: 'src/run',
  },
  debug: {
    name: 'DEBUG',
    flag: 'debug',
    kind: DEBUG_SWITCH,
    meaning: 'prints each failed request on stderr',
    default: 'false',
    example: 'true',
    readBy: 'src/target',
  },
  ci: {
    name: 'CI',
    flag: 'ci',
    kind: CI_SWITCH,
    meaning: 'no colours, a line now and then instead of a live display, and no report is opened',
    default: 'false',
    example: 'true',
    readBy: 'scripts',
  },
} as const satisfies SettingRows;
