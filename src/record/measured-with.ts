import type { RunRecord } from './run-record.ts';

/** What the figures of a run depend on and the target does not decide, by name. */
const MEASURED_WITH: readonly (readonly [string, (record: RunRecord) => string | undefined])[] = [
  ['device', ({ rounds }) => namesIn(rounds.flatMap(({ device }) => device ?? []))],
  [
    'help for the web client',
    ({ rounds }) =>
      rounds.length === 0
        ? undefined
        : (namesIn(rounds.flatMap(({ help }) => help?.map(({ shim }) => shim) ?? [])) ?? 'no shim'),
  ],
  ['browser', ({ facts, rounds }) => (rounds.length === 0 ? undefined : majorVersion(facts?.browser))],
  ['protocol', ({ facts }) => facts?.protocol],
  ['machine', ({ facts }) => facts?.host],
  // Without rounds there is nothing to include.
  ['latencies of the traffic', latenciesWith],
];

/** With what a run was measured: with anything else its figures would differ. What its record does not say is left out. */
export function measuredWith(record: RunRecord): ReadonlyMap<string, string> {
  return new Map(
    MEASURED_WITH.flatMap(([name, factOf]) => {
      const fact = factOf(record);
      return fact === undefined ? [] : [[name, fact] as const];
    }),
  );
}

function namesIn(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : [...new Set(names)].sort().join(', ');
}

/** `Chromium 141.0.7390.37` becomes `Chromium 141`: a release changes the figures, a patch does not. */
function majorVersion(version: string | undefined): string | undefined {
  return version?.replace(/(\d+)\..*/, '$1');
}

/** Whether latencies include the time of rounds, as those of older versions do; undefined where there was no traffic or no round. */
function latenciesWith({ traffic, rounds }: RunRecord): string | undefined {
  if (traffic === null || rounds.length === 0) return undefined;
  return traffic.undisturbedMs === undefined ? 'rounds included' : 'without rounds';
}
