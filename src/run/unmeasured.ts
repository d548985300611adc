import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { withoutRounds } from '../measure/judged-slices.ts';
import type { OverloadRecord } from '../record/overload-record.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { Reason } from '../record/run-record.ts';
import { loadWords } from '../report/words/overload.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { slicesOf } from './judge-load.ts';
import { nothingDecided } from './nothing-decided.ts';

const MORE_TIME = 'A longer --duration leaves the scenario some time, JOURNEYS=none leaves the rounds out';

/** What may have been measured in a run. */
export interface Measured {
  readonly slices: readonly DecodedSlice[];
  readonly plan: Pick<RunPlan, 'plan' | 'lanes'>;
  readonly overload: OverloadRecord | undefined;
  /** Rounds, bursts and audits that have figures. */
  readonly others: number;
}

/**
 * Why a run is not green in which nothing went wrong and no limit is broken: a run without a single figure, without those of
 * its highest load, or without a limit that was held must not look like one that held its limits.
 *
 * @returns undefined when it is green
 */
export function notGreen(
  verdicts: readonly Verdict[],
  slaCounts: boolean,
  measured: Measured,
): Reason | undefined {
  const unmeasured = unmeasuredOf(measured);
  if (unmeasured !== undefined) return { kind: 'test error', text: unmeasured };
  const undecided = nothingDecided(verdicts, slaCounts);
  return undecided === undefined ? undefined : { kind: 'nothing decided', text: undecided };
}

/** As {@link notGreen}, of a segment: it judges nothing, so it only has to have measured something. */
export function emptySegment(slices: readonly DecodedSlice[]): Reason | undefined {
  if (slices.some(hasRequests) || slices.some(hasSockets)) return undefined;
  return { kind: 'test error', text: 'nothing was measured: this segment sent no request' };
}

/**
 * What a run had to measure and did not, as a sentence. Rounds that fill the whole time of a scenario, or of its highest
 * load, leave nothing by which its latencies are judged; and rounds that held their limits say nothing of a traffic that sent
 * nothing.
 *
 * @returns undefined when nothing is missing
 */
function unmeasuredOf({ slices, plan, overload, others }: Measured): string | undefined {
  const hasTraffic = slices.some(hasRequests);
  if (!hasTraffic && others === 0) return 'nothing was measured: no request, no visit, no burst, no audit';
  if (!hasTraffic && plan.lanes.includes('traffic') && !slices.some(hasSockets))
    return 'nothing of the traffic was measured: it sent no request';
  if (hasTraffic && !withoutRounds(slicesOf(slices, plan, 'overload')).some(hasRequests))
    return `the traffic was not measured: every judged request had a round next to it. ${MORE_TIME}`;
  const peak = overload?.levels.findLast(({ kind }) => kind === 'overload');
  if (overload === undefined || peak?.requests !== 0) return undefined;
  return `the highest load was not measured: rounds took all of the time at ${loadWords(peak, overload.unit)}. ${MORE_TIME}`;
}

function hasRequests({ operations }: DecodedSlice): boolean {
  return Object.keys(operations).length > 0;
}

function hasSockets({ sockets }: DecodedSlice): boolean {
  return Object.keys(sockets?.measures ?? {}).length > 0;
}
