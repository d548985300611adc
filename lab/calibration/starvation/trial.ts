import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goFirst } from '../../../src/measure/measurer-priority.ts';
import { readSlices } from '../../../src/measure/slice-file.ts';
import { KnownTarget } from '../../known-target/known-target.ts';
import { countFaults, statedFigures } from '../comparison.ts';
import { closedUsers } from '../subjects/closed-users.ts';
import { openUsers } from '../subjects/open-users.ts';
import { closedTruth } from '../truth.ts';
import { goRealTime } from '../undelayed.ts';
import type { TrialAnswer, TrialOrder } from './trial-order.ts';

// One short measurement in a separate process, like the traffic of a run: with a higher priority where permitted. Its target
// has real-time priority, because a starved target would read requests late, and its log would not be the truth.
const order = JSON.parse(process.argv[2] ?? '') as TrialOrder;
const folder = mkdtempSync(join(tmpdir(), 'desk-trial-'));
const slicesPath = join(folder, 'slices.jsonl');
const endRealTime = goRealTime();
const target = await KnownTarget.start({ kind: 'constant', delayMs: 20 });
endRealTime?.();
goFirst();
let blocking: NodeJS.Timeout | undefined;

async function begin(): Promise<void> {
  await target.begin();
  process.send?.({ kind: 'begun' } satisfies TrialAnswer);
  if (order.blocksLoop) blocking = setInterval(blockLoop, 200);
}

function blockLoop(): void {
  const untilMs = performance.now() + 120;
  while (performance.now() < untilMs);
}

const { seconds } = order;
const measured =
  order.model === 'closed'
    ? await closedUsers(target.origin, { users: 10, thinkMs: 50, seconds }, slicesPath, begin)
    : await openUsers(
        target.origin,
        { arrivalsPerSecond: 150, openUsers: 20, maxUsers: 20, seconds },
        slicesPath,
        begin,
      );
clearInterval(blocking);
const truth = closedTruth(await target.log());
const slices = readSlices(slicesPath);
const answer: TrialAnswer = {
  kind: 'done',
  figures: statedFigures(truth, measured),
  // A starved one may cut requests at its end.
  countFaults: countFaults(truth, { ...measured, underWay: measured.unfinished ?? 0 }),
  health: slices.map(({ health }) => health),
};
await target.stop();
rmSync(folder, { recursive: true });
process.send?.(answer, () => process.exit());
