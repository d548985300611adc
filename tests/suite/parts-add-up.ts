import type { StepRecord } from '../../src/record/round-record.ts';

/** The parts of a step add up to it within this share. */
const WITHIN = 0.05;

/**
 * The steps whose parts are missing, or do not add up to one of its visits: the median one's, or with an even number of
 * visits that of the faster one in the middle. A step that two pages took part in, such as what a colleague sees, has no
 * parts and is to be left out by its name.
 *
 * @returns a line for each, empty when all is well
 */
export function partsThatDoNotAddUp(
  steps: readonly Pick<StepRecord, 'step' | 'visitsMs' | 'parts'>[],
  ofTwoPages: readonly string[] = [],
): string[] {
  return steps
    .filter(({ step }) => !ofTwoPages.includes(step))
    .flatMap(({ step, visitsMs, parts }) => {
      if (parts === undefined) return [`${step}: it has no parts`];
      const sumMs = Object.values(parts).reduce((sum: number, ms: number) => sum + ms, 0);
      const ordered = visitsMs.toSorted((a, b) => a - b);
      const wholeMs = ordered[Math.floor((ordered.length - 1) / 2)] ?? Number.NaN;
      const found = `${step}: its parts add up to ${sumMs.toFixed(1)} ms, its median visit took ${wholeMs.toFixed(1)} ms`;
      const negative = Object.entries(parts).filter(([, ms]) => ms < 0);
      if (negative.length > 0) return [`${step}: ${negative.map(([part]) => part).join(', ')} below zero`];
      return Math.abs(sumMs - wholeMs) <= wholeMs * WITHIN ? [] : [found];
    });
}
