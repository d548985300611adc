import { formatDuration } from '../base/duration.ts';
import type { RunRecord } from '../record/run-record.ts';

/** What the figures depend on and the target does not decide. */
const MEASURED_WITH: readonly (readonly [string, (record: RunRecord) => string | undefined])[] = [
  ['device', ({ rounds }) => namesIn(rounds.flatMap(({ device }) => device ?? []))],
  [
    'help for the web client',
    ({ rounds }) =>
      rounds.length === 0
        ? undefined
        : (namesIn(rounds.flatMap(({ help }) => help?.map(({ shim }) => shim) ?? [])) ?? 'no shim'),
  ],
  [
    'browser',
    ({ measuredOn, rounds }) => (rounds.length === 0 ? undefined : majorVersion(measuredOn?.browser)),
  ],
  ['protocol', ({ measuredOn }) => measuredOn?.protocol],
  ['machine', ({ measuredOn }) => measuredOn?.machine],
  // Without rounds there is nothing to include.
  ['latencies of the traffic', latenciesWith],
];

function namesIn(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : [...new Set(names)].sort().join(', ');
}

/** `Chromium 141.0.7390.37` becomes `Chromium 141`: a release changes the figures, a patch does not. */
function majorVersion(version: string | undefined): string | undefined {
  return version?.replace(/(\d+)\.[\d.]*/, '$1');
}

/** Looks at everything besides the target's speed that would make two runs differ. */
export function comparability(base: RunRecord, other: RunRecord) {
  const refusals: string[] = [];
  const caveats: string[] = [];
  const check = (into: string[], what: string, ofBase: unknown, ofOther: unknown, right: string) => {
    if (ofBase === ofOther) return;
    into.push(`${what}: ${ofBase ?? 'none'} against ${ofOther ?? 'none'}; ${right}`);
  };
  if (base.runId === other.runId) refusals.push(`run: ${base.runId} against itself; right would be two runs`);
  check(refusals, 'version of the record', base.version, other.version, 'right would be the same');
  check(refusals, 'scenario', base.scenario, other.scenario, 'right would be the same');
  check(refusals, 'environment', base.environment, other.environment, 'right would be the same');
  check(refusals, 'virtual users', base.vus, other.vus, 'right would be the same load');
  const [baseRate, otherRate] = [base.ratePerSecond, other.ratePerSecond];
  check(refusals, 'arrivals per second', baseRate, otherRate, 'right would be the same load');
  for (const [what, factOf] of MEASURED_WITH) {
    const [ofBase, ofOther] = [factOf(base), factOf(other)];
    // Records of earlier versions do not say it.
    if (ofBase !== undefined && ofOther !== undefined)
      check(refusals, what, ofBase, ofOther, 'right would be the same: with another one the figures differ');
  }
  for (const { runId, outcome, reasons } of [base, other]) {
    if (outcome === 'pass' || outcome === 'fail') continue;
    refusals.push(
      `${runId} is ${outcome === 'invalid' ? 'invalid' : 'not complete'}: ${reasons[0]?.text ?? outcome}`,
    );
  }
  const length = ({ plannedDurationMs }: RunRecord) => formatDuration(plannedDurationMs);
  check(caveats, 'duration', length(base), length(other), 'stages of another length warm up in another way');
  check(caveats, 'operations', base.operations, other.operations, 'another mix is another load');
  check(caveats, 'target', base.baseUrl, other.baseUrl, 'the machines differ, not only the versions');
  if (base.sandbox !== other.sandbox) caveats.push('target: one of them was the embedded Desk Studio');
  return {
    /** Why they may not be compared, one line each; empty when they may. */
    refusals,
    caveats,
  };
}

/** Whether latencies include the time of rounds, as those of older versions do; undefined where there was no traffic or no round. */
function latenciesWith({ traffic, rounds }: RunRecord): string | undefined {
  if (traffic === null || rounds.length === 0) return undefined;
  return traffic.undisturbedMs === undefined ? 'rounds included' : 'without rounds';
}
