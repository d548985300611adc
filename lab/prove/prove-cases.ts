import { orderHash } from '../real-runs/run-order.ts';

/** What a run does besides being healthy or not. */
interface Shape {
  readonly project: string;
  readonly seconds: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** The traffic of a run, which some truths depend on. */
export interface SentTraffic {
  readonly sent: number;
  readonly trafficSeconds: number;
}

/** What has to be found of a fault. */
export interface Expectation {
  /** Any of these names is right. */
  readonly detectors: readonly [string, ...string[]];
  /** The operation or service that has to be named; left out where it is the target as a whole. */
  readonly subject?: string;
  /** A figure of the finding whose truth is known. */
  readonly figure?: {
    readonly name: string;
    readonly unit: string;
    /** In the same unit. */
    truth(run: SentTraffic): number;
  };
  /** Patterns that follow from the fault too: the page does not list them as found besides. */
  readonly may?: readonly string[];
}

/** A fault, or none, that runs have to be diagnosed right with. */
export interface ProveCase extends Shape {
  /** By which it is chosen. */
  readonly id: string;
  readonly name: string;
  readonly runs: number;
  /** As in FAULTS, switched on when the traffic begins; empty in a healthy run. */
  readonly faults: string;
  /** Whether the faults are there from the start of the sandbox on: those that take long to be switched on, or concern the sign-in. */
  readonly isFromStart?: true;
  /** Left out for a healthy run, in which any pattern is a false alarm. */
  readonly expected?: Expectation;
}

/** Few users, who send as many requests per second as a detector needs in a short run. */
const STEADY: Shape = { project: 'soak', seconds: 40, settings: { VUS: '10', RATE: '40' } };
/** Users that become more and more, each as fast as the target answers. */
const RISING: Shape = { project: 'stress', seconds: 60, settings: { VUS: '300' } };
/** Users with sockets and sessions. */
const CLOSED: Shape = { project: 'soak', seconds: 40, settings: { VUS: '20' } };

/** A rush in the middle, with as much time before and after it as a detector needs. */
const SPIKE: Shape = { project: 'spike', seconds: 60, settings: { VUS: '60' } };
/** Long enough for a leak to be told from a memory that settles. */
const LONG: Shape = { ...STEADY, seconds: 120 };
const LEAKED_BYTES = 80_000;

type Wanted = Omit<ProveCase, keyof Shape | 'name' | 'runs'>;

/** A pattern of this name, and a figure of it whose truth is the same in each run. */
function finds(detector: string, figure?: readonly [name: string, truth: number, unit: string]): Expectation {
  if (figure === undefined) return { detectors: [detector] };
  const [name, truth, unit] = figure;
  return { detectors: [detector], figure: { name, unit, truth: () => truth } };
}

/** `deals.list` is slower, by 700 ms at p95. */
const SLOW_LIST: Expectation = { ...finds('state', ['p95Ms', 700, 'ms']), subject: 'deals.list' };

const STEADY_FAULTS: readonly Wanted[] = [
  {
    id: 'ramp',
    faults: '*:ramp+300/40',
    expected: finds('gradual latency increase', ['slope', 450, 'ms per minute']),
  },
  { id: 'warm-up', faults: '*:warm-up+300/15', expected: finds('warm-up') },
  { id: 'pause', faults: 'pause:400/5', expected: finds('sudden spikes', ['period', 5, 's']) },
  { id: 'errors', faults: '*:errors+5', expected: finds('steady errors', ['errors', 5, '%']) },
  {
    id: 'error-burst',
    // Long enough for its share: of a few requests of each operation 30 % are a whole number only by chance.
    faults: '*:errors+30/12-24',
    expected: finds('error burst', ['errors in bursts', 30, '%']),
  },
  {
    id: 'rising-errors',
    faults: '*:rising-errors+30/40',
    // Over the last third, in the middle of which 5/6 of the rise have happened.
    expected: finds('increasing errors', ['errors at the end', 25, '%']),
  },
  // Without a figure: what can be sent again after a reset is sent again, and does not fail.
  { id: 'reset', faults: '*:reset+5', expected: finds('steady errors') },
  {
    id: 'wrong-body',
    faults: 'deals.list:wrong-body+50',
    expected: { ...finds('steady errors'), subject: 'deals.list' },
  },
  { id: 'limiter', faults: 'limiter:38', expected: finds('rate limit reached') },
  { id: 'restart', faults: 'restart:15-21', expected: finds('short outage', ['length', 6, 's']) },
  { id: 'delay', faults: 'deals.list:delay+700', expected: SLOW_LIST },
  { id: 'humps', faults: 'deals.list:humps+700/30', expected: SLOW_LIST },
  {
    id: 'no-index',
    faults: 'deals.list:no-index+200000',
    isFromStart: true,
    expected: { ...finds('sequential scan'), subject: 'deals' },
  },
];

const OTHER_FAULTS: readonly (Wanted & Shape)[] = [
  {
    ...RISING,
    id: 'capacity',
    faults: 'capacity:2x25',
    expected: {
      ...finds('plateau then drop', ['throughput at most', 80, 'requests per second']),
      may: ['knee'],
    },
  },
  {
    ...RISING,
    id: 'collapse',
    faults: 'collapse:2x25/80',
    expected: {
      ...finds('plateau then drop', ['throughput at the end', 40, 'requests per second']),
      may: ['knee'],
    },
  },
  {
    ...RISING,
    id: 'pool',
    faults: 'pool:1,deals.list-of-dealership:db+100',
    expected: { detectors: ['plateau then drop', 'knee'], may: ['plateau then drop', 'knee'] },
  },
  {
    ...SPIKE,
    id: 'slow-recovery',
    // From the spike to the end.
    faults: '*:delay+300/10-100',
    expected: {
      ...finds('slow recovery', ['latency after it', 300, 'ms']),
      may: ['knee', 'plateau then drop'],
    },
  },
  {
    ...LONG,
    id: 'leak',
    faults: `leak:${LEAKED_BYTES}`,
    expected: {
      detectors: ['resource drift'],
      figure: {
        name: 'growth',
        unit: 'MB a minute',
        truth: ({ sent, trafficSeconds }) => ((LEAKED_BYTES / 1e6) * sent * 60) / trafficSeconds,
      },
      // Resident and external memory.
      may: ['resource drift'],
    },
  },
  {
    ...CLOSED,
    id: 'token-life',
    faults: 'token-life:10',
    // Users sign in before the traffic begins.
    isFromStart: true,
    expected: finds('sessions not renewed'),
  },
  {
    ...LONG,
    // Each user has a connection; those that are never answered are given up after the suite's 35 s.
    settings: CLOSED.settings,
    id: 'half-open',
    faults: 'half-open:30',
    expected: finds('unanswered requests', ['longest wait', 35, 's']),
  },
  { ...CLOSED, id: 'socket-drop', faults: 'socket-drop:8', expected: finds('sockets dropped') },
];

/**
 * The shapes of the faults. The users of the stress are so few that the sandbox, with the suite and its other runs on two cores, has
 * time left for all of them: 60 send about 150 requests per second. 300 would send five times as many, and find a true knee.
 */
const HEALTHY: readonly (Shape & { readonly id: string })[] = [
  { ...STEADY, id: 'healthy-steady' },
  { ...CLOSED, id: 'healthy-users' },
  { ...SPIKE, id: 'healthy-spike' },
  { ...RISING, settings: { VUS: '60' }, id: 'healthy-stress' },
  { ...LONG, id: 'healthy-long' },
];

/** Hash of what is done in a run of a case. */
export function proveOrder({ project, seconds, settings, faults, isFromStart }: ProveCase): string {
  return orderHash([project, seconds, Object.entries(settings).sort(), faults, isFromStart]);
}

/** The names by which faults are chosen. */
export const FAULT_IDS: readonly string[] = [...STEADY_FAULTS, ...OTHER_FAULTS].map(({ id }) => id);

/**
 * All cases.
 *
 * @param repeats runs of each fault
 * @param healthy healthy runs in all, of all shapes in turn
 */
export function proveCases(repeats: number, healthy: number): ProveCase[] {
  const faults = [...STEADY_FAULTS.map((each) => ({ ...STEADY, ...each })), ...OTHER_FAULTS];
  return [
    ...HEALTHY.map((each, index) => ({
      ...each,
      name: each.id,
      faults: '',
      runs: Math.ceil((healthy - index) / HEALTHY.length),
    })),
    ...faults.map((each) => ({ ...each, name: `${each.id}: ${each.faults}`, runs: repeats })),
  ].filter(({ runs }) => runs > 0);
}
