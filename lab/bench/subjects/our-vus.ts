import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHistogram } from 'node:perf_hooks';
import { collectEarly } from '../../../src/measure/garbage-collection.ts';
import { Connection } from '../../../src/target/http/connection.ts';
import { VirtualUser } from '../../../src/traffic/users/virtual-user.ts';
import { SliceWriter } from '../../../src/traffic/watch/slice-writer.ts';
import { benchSession, benchTraffic } from '../work/bench-traffic.ts';
import { BENCH_OPERATIONS, benchContext } from '../work/workload.ts';
import { BEGINNING_PER_SECOND, printReport, shapeFromArguments } from './subject-shape.ts';

// The suite's virtual users with everything that they do in a run: sessions, checks, learning from replies, traces,
// exemplars, histograms per operation, figures by the second, the watch over services and budgets, slices on disk and the
// health of the measurer.
const { origin, vus, seconds, thinkMs } = shapeFromArguments();
collectEarly();
const folder = mkdtempSync(join(tmpdir(), 'desk-bench-'));
const session = await benchSession(origin);

const ids = BENCH_OPERATIONS.map(({ id }) => id);
const startedMs = performance.now();
const elapsedMs = () => performance.now() - startedMs;
const { watch, parts, failed, created } = benchTraffic(elapsedMs);

const lagUs = createHistogram();
const beginMs = Math.max(thinkMs, (vus / BEGINNING_PER_SECOND) * 1000);
const users = Array.from({ length: vus }, (_, index) => {
  const connection = new Connection(origin, { tlsVerify: true });
  return new VirtualUser(parts, session, connection, benchContext(index), [
    'x-forwarded-for',
    `198.18.${Math.floor(index / 250)}.${(index % 250) + 1}`,
  ]);
});
const slices = new SliceWriter(watch.recorder, join(folder, 'slices.jsonl'), {
  phases: [],
  vus: () => vus,
  elapsedMs,
  sideCounts: () => ({ services: watch.services.takeSlice() }),
});
setInterval(() => watch.turn(), 1000).unref();

async function live(user: VirtualUser, index: number): Promise<void> {
  if (thinkMs > 0) await user.think((index / vus) * beginMs);
  while (!user.isRetired) {
    for (const id of ids) {
      await user.do(id);
      if (thinkMs > 0) await pause(user);
    }
  }
  await user.leave();
}

async function pause(user: VirtualUser): Promise<void> {
  const dueMs = performance.now() + thinkMs;
  await user.think(thinkMs);
  // Users who connect delay the others: that is over when all have begun.
  if (!user.isRetired && dueMs - startedMs > beginMs + thinkMs)
    lagUs.record(Math.max(1, Math.round((performance.now() - dueMs) * 1000)));
}

setTimeout(() => {
  for (const user of users) user.retire();
}, seconds * 1000);
await Promise.all(users.map(live));
const { ended, all } = watch.recorder.totals();
printReport({
  requests: ended,
  failed: failed(),
  p95Ms: (all.percentileUs(95) ?? 0) / 1000,
  p99Ms: (all.percentileUs(99) ?? 0) / 1000,
  startLagP99Ms: thinkMs > 0 ? lagUs.percentile(99) / 1000 : null,
});
slices.finish();
rmSync(folder, { recursive: true });
if (created() === 0) throw new Error('bench: the users created no deal, so they did not do their work');
process.exit();
