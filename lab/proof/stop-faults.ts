import type { RealRun } from '../real-runs/real-run.ts';

/** What a summary has to say of a traffic that was stopped: a figure, and the least that it may be. */
export interface SaidOfStops {
  readonly what: string;
  /** Its first group is the figure. */
  readonly pattern: RegExp;
  readonly least: number;
}

/** Said after stops of half a second and more. Timers make it a few milliseconds more or less than the stop was. */
export const STOOD_STILL: SaidOfStops = {
  what: 'longest stop in ms',
  pattern: /stood still for up to ([\d,]+) ms/,
  least: 1_900,
};

/** Said from a hundredth on. A quiet smoke is below that, and one that runs a fifth of the time was at 15 %. */
export const LATENESS: SaidOfStops = {
  what: "lateness in % of the users' time",
  pattern: /its lateness took ([\d.]+) %/,
  least: 5,
};

/** So many of the stops that were due have to happen: each begins a little late, and the last ones may come after the end. */
const LEAST_MADE = 0.9;

/** Every summary has a line about the measurer; this is that of one whose figures are not exact. */
const SAYS_OWN_DELAY = /too high by the delay of the measurer itself/;

/** What was not as it should be in a run whose traffic was stopped, one line each: the stops, and what its summary says of them. */
export function stopFaults({ said, stops }: RealRun, expected: SaidOfStops): string[] {
  const found = said.flatMap((line) => expected.pattern.exec(line)?.[1] ?? []);
  const most = Math.max(0, ...found.map((text) => Number(text.replaceAll(',', ''))));
  return [
    ...(said.some((line) => SAYS_OWN_DELAY.test(line))
      ? []
      : ['the summary does not say what the measurer may have added']),
    ...(most >= expected.least
      ? []
      : [
          `${expected.what}: the summary says ${found.length === 0 ? 'nothing' : most}, expected at least ${expected.least}`,
        ]),
    // Versions that did not count the stops are judged by what they say.
    ...(stops === undefined || (stops.due > 0 && stops.made >= LEAST_MADE * stops.due)
      ? []
      : [`the traffic was stopped ${stops.made} times, ${stops.due} were due`]),
  ];
}
