import { join } from 'node:path';
import type { CalibrationCase } from './cases.ts';
import { type Comparison, compare, TOOLS, type Tool } from './comparison.ts';
import { closedUsers } from './subjects/closed-users.ts';
import type { Measured } from './subjects/measured.ts';
import { constantRate, openUsers } from './subjects/open-users.ts';
import { ourBurst } from './subjects/our-burst.ts';
import { plainAutocannon } from './subjects/plain-autocannon.ts';
import { KnownTarget } from './target/known-target.ts';
import { closedTruth, openTruth, type Truth } from './truth.ts';

/** A measurement that the measurer itself calls disturbed is no measurement; after so many the machine is too busy. */
const MOST_ATTEMPTS = 3;

/** Measures one case by every tool, one after the other, each on a target of its own. */
export async function compareTools(
  calibrationCase: CalibrationCase,
  folder: string,
  say: (row: Comparison) => void,
): Promise<Comparison[]> {
  const rows: Comparison[] = [];
  for (const tool of TOOLS) {
    for (let attempt = 1; ; attempt += 1) {
      const slicesPath = join(folder, `${rows.length}-${attempt}-${performance.now()}.jsonl`);
      const { truth, measured } = await measureOnce(calibrationCase, tool, slicesPath);
      if (measured.disturbed.length > 0 && attempt < MOST_ATTEMPTS) continue;
      const row = compare(calibrationCase.name, tool, truth, measured, attempt - 1);
      rows.push(row);
      say(row);
      break;
    }
  }
  return rows;
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
    const truth =
      measured.beganMs === undefined
        ? closedTruth(log)
        : openTruth(
            log,
            constantRate(calibrationCase.arrivalsPerSecond, calibrationCase.seconds),
            measured.beganMs,
          );
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
    case 'autocannon as it comes':
      await begin();
      return plainAutocannon(origin, calibrationCase);
  }
}
