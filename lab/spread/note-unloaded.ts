import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JourneyRow, UnloadedStep } from '../../src/verdict/thresholds/thresholds.ts';
import type { StepSpread } from './step-spread.ts';

/** The content of journeys.json. */
interface JourneysFile {
  readonly journeys: readonly JourneyRow[];
}

/**
 * Writes into `journeys.json` of the tables' folder how long the steps of a journey take without traffic.
 * @param environment the environment of the measurement
 */
export function noteUnloaded(
  folder: string,
  environment: string,
  journey: string,
  spreads: readonly StepSpread[],
): void {
  const path = join(folder, 'journeys.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as JourneysFile;
  const journeys = file.journeys.map((row) =>
    row.journey === journey ? withUnloaded(row, environment, spreads) : row,
  );
  writeFileSync(path, `${JSON.stringify({ ...file, journeys }, undefined, 2)}\n`);
}

function withUnloaded(row: JourneyRow, environment: string, spreads: readonly StepSpread[]): JourneyRow {
  const steps = row.steps.map((step) => {
    const spread = spreads.find((each) => each.step === step.step);
    return spread === undefined ? step : { ...step, unloaded: unloaded(environment, spread) };
  });
  return { ...row, steps };
}

function unloaded(environment: string, { rounds, middle, leastMs, mostMs }: StepSpread): UnloadedStep {
  return {
    environment,
    rounds,
    medianMs: tenths(middle.median),
    leastMs: tenths(leastMs),
    mostMs: tenths(mostMs),
  };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
