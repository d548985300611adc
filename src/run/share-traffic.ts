import { availableParallelism } from 'node:os';
import { counted, formatCount } from '../base/format.ts';
import { settingsError } from '../settings/mistakes.ts';
import type { Settings } from '../settings/settings.ts';
import type { Finding } from '../target/preflight/finding.ts';
import { type ScenarioPlan, sharesOfPlan } from '../traffic/plan/scenario-plan.ts';

/**
 * From so many users on, or requests per second in the open model, one process is late more often than two: measured with users who
 * send one request per second, see docs/scaling.md.
 */
const LOAD_OF_A_PROCESS = 2_000;
/** More than one process drives well on any machine. */
const MOST_USERS_OF_A_PROCESS = 10_000;
const MOST_PER_SECOND_OF_A_PROCESS = 20_000;
/** What a browser of the journeys keeps busy. */
const CORES_OF_JOURNEYS = 1;
/** What an embedded Desk Studio with its database keeps busy. */
const CORES_OF_SANDBOX = 2;

type Wanted = Pick<Settings, 'segments' | 'segment' | 'metricsPort' | 'pushgatewayUrl'>;

/** A run whose traffic may be shared by processes. */
export interface TrafficToShare {
  readonly scenario: string;
  readonly plan: ScenarioPlan | undefined;
  readonly lanes: readonly string[];
  /** Whether the target is a Desk Studio that the run starts on this machine. */
  readonly isEmbedded: boolean;
}

/**
 * Refuses more processes for the virtual users than there can be.
 * @throws SuiteError (BAD_SETTING)
 */
export function checkProcesses(wanted: Wanted, scenario: string, plan: ScenarioPlan | undefined): void {
  const { segments } = wanted;
  if (segments === 'auto' || segments === 1) return;
  const users = plan?.peakVus ?? 0;
  const right =
    whyOne(wanted, scenario, plan) ??
    (segments > users ? `at most as many processes as users, ${formatCount(users)}` : undefined);
  if (right !== undefined) throw settingsError([{ name: 'SEGMENTS', found: formatCount(segments), right }]);
}

/**
 * How many processes of this machine drive the virtual users of a run. `auto` takes one for each 2,000 users, or requests
 * per second in the open model, as far as there are cores to spare, and a single one where the traffic cannot be shared.
 *
 * @param cores of this machine, as far as the run may use them
 * @throws SuiteError (BAD_SETTING) when a process would have more to do than one can
 */
export function trafficProcesses(
  wanted: Wanted,
  traffic: TrafficToShare,
  cores = availableParallelism(),
): number {
  const { segments } = wanted;
  const { scenario, plan, lanes } = traffic;
  if (plan === undefined || !lanes.includes('traffic')) return 1;
  const processes =
    segments !== 'auto' ? segments : whyOne(wanted, scenario, plan) === undefined ? ofUse(traffic, cores) : 1;
  refuseTooMuch(sharesOfPlan(plan, processes).at(-1) ?? plan);
  return processes;
}

/** Refuses what a single process cannot be trusted with. */
function refuseTooMuch({ peakVus, arrivals }: ScenarioPlan): void {
  const way = 'for each process: more SEGMENTS on this machine, or a SEGMENT on each of several machines';
  const users = arrivals?.maxUsers ?? peakVus;
  if (users > MOST_USERS_OF_A_PROCESS)
    throw settingsError([
      {
        name: arrivals === undefined ? 'VUS' : 'MAX_VUS',
        found: `${counted(users, 'user')} in one process`,
        right: `at most ${formatCount(MOST_USERS_OF_A_PROCESS)} ${way}`,
      },
    ]);
  const perSecond = arrivals?.perSecond ?? 0;
  if (perSecond > MOST_PER_SECOND_OF_A_PROCESS)
    throw settingsError([
      {
        name: 'RATE',
        found: `${formatCount(perSecond)} requests per second in one process`,
        right: `at most ${formatCount(MOST_PER_SECOND_OF_A_PROCESS)} ${way}`,
      },
    ]);
}

/** What is right where one process has to drive the whole traffic; undefined where several can. */
function whyOne(
  { segment, metricsPort, pushgatewayUrl }: Wanted,
  scenario: string,
  plan: ScenarioPlan | undefined,
): string | undefined {
  if (plan === undefined) return `1 in \`--project=${scenario}\`, which has no traffic`;
  if (plan.search !== undefined) return '1 in a search for the capacity, whose load one process decides';
  if (segment !== undefined)
    return `1 next to SEGMENT: start each process of this machine as a separate segment; use at least ${formatCount(segment.of * 2)} segments`;
  if (metricsPort !== undefined || pushgatewayUrl !== undefined)
    return '1 next to METRICS_PORT or PUSHGATEWAY_URL: live metrics are those of one process';
  return undefined;
}

function ofUse({ plan, lanes, isEmbedded }: TrafficToShare, cores: number): number {
  const busy =
    (lanes.some((lane) => lane !== 'traffic') ? CORES_OF_JOURNEYS : 0) + (isEmbedded ? CORES_OF_SANDBOX : 0);
  const load = plan?.arrivals?.perSecond ?? plan?.peakVus ?? 0;
  const users = plan?.arrivals?.users ?? plan?.peakVus ?? 0;
  return Math.max(1, Math.min(cores - busy, users, Math.ceil(load / LOAD_OF_A_PROCESS)));
}

/** What the preflight says of several processes; nothing of one. */
export function processesFinding(processes: number): Finding[] {
  if (processes === 1) return [];
  return [
    {
      check: 'processes',
      kind: 'fine',
      found: `${counted(processes, 'process', 'processes')} of this machine share the virtual users (SEGMENTS)`,
    },
  ];
}
