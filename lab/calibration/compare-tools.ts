import { join } from 'node:path';
import { KnownTarget } from '../known-target/known-target.ts';
import type { CalibrationCase } from './cases.ts';
import { type Comparison, compare, SHOWN_ONLY, TOOLS, type Tool, worstError } from './comparison.ts';
import { closedUsers } from './subjects/closed-users.ts';
import type { Measured } from './subjects/measured.ts';
import { constantRate, openUsers } from './subjects/open-users.ts';
import { ourBurst } from './subjects/our-burst.ts';
import { plainAutocannon } from './subjects/plain-autocannon.ts';
import { closedTruth, openTruth, type Truth } from './truth.ts';

/**
 * The p99 of a few hundred requests depends on a handful of them, so one hiccup of the machine can move it. A
 * measurement that is off is therefore repeated twice, and the middle one is judged: an error of the tool is in all
 * three.
 */
const MEASUREMENTS_IN_DOUBT = 3;

/** Measures one case with every tool, one after the other, each time on a new target. */
export async function compareTools(
  calibrationCase: CalibrationCase,
  folder: string,
  say: (row: Comparison) => void,
): Promise<Comparison[]> {
  const rows: Comparison[] = [];
  for (const tool of TOOLS) {
    const row = await compareTool(calibrationCase, tool, folder);
    rows.push(row);
    say(row);
  }
  return rows;
}

async function compareTool(
  calibrationCase: CalibrationCase,
  tool: Tool,
  folder: string,
): Promise<Comparison> {
  const results: ReturnType<typeof compare>[] = [];
  for (let attempt = 1; results.length < MEASUREMENTS_IN_DOUBT; attempt += 1) {
    const slicesPath = join(folder, `slices-${performance.now()}-${attempt}.jsonl`);
    const { truth, measured } = await measureOnce(calibrationCase, tool, slicesPath);
    const result = compare(calibrationCase.name, tool, truth, measured);
    results.push(result);
    if (results.length === 1 && result.faults.length === 0) break;
  }
  results.sort((a, b) => worstError(a) - worstError(b));
  const middle = results[Math.floor(results.length / 2)];
  if (middle === undefined) throw new Error('calibration: nothing was measured');
  return { ...middle, measurements: results.length };
}

async function measureOnce(
  calibrationCase: CalibrationCase,
  tool: Tool,
  slicesPath: string,
): Promise<{ truth: Truth; measured: Measured }> {
  const target = await KnownTarget.start(calibrationCase.behaviour);
  try {
    const measured = await runTool(calibrationCase, tool, target, slicesPath);
    const log = await target.log();
    const { arrivalsPerSecond, seconds } = calibrationCase;
    const truth =
      measured.beganMs === undefined
        ? closedTruth(log)
        : openTruth(log, constantRate(arrivalsPerSecond, seconds), measured.beganMs);
    return { truth, measured };
  } finally {
    await target.stop();
  }
}

async function runTool(
  calibrationCase: CalibrationCase,
  tool: Tool,
  target: KnownTarget,
  slicesPath: string,
): Promise<Measured> {
  const { origin } = target;
  const begin = () => target.begin();
  switch (tool) {
    case 'our users, closed':
      return closedUsers(origin, calibrationCase, slicesPath, begin);
    case 'our users, open':
      return openUsers(origin, calibrationCase, slicesPath, begin);
    case 'our burst':
      await begin();
      return ourBurst(origin, calibrationCase);
    case SHOWN_ONLY:
      await begin();
      return plainAutocannon(origin, calibrationCase);
  }
}
