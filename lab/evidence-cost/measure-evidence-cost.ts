import { parseFlags } from '../../src/base/parse-flags.ts';
import { median } from '../../src/base/statistics/averages.ts';
import { textTable } from '../../src/base/text-table.ts';
import type { Collector } from '../../src/evidence/collector.ts';
import { gatewayCollector } from '../../src/evidence/gateway.ts';
import { postgresCollector } from '../../src/evidence/postgres.ts';
import { readTreeUsage } from '../../src/measure/process-tree.ts';
import { HELP_FLAG, runTool, wholeNumber } from '../shared/command-line.ts';
import { startFreeSandbox } from '../shared/free-sandbox.ts';

const USAGE = `Usage: npm run evidence-cost -- [--samples N]

Measures what evidence costs an embedded Desk Studio and the suite: samples of its PostgreSQL and its gateway, one after the
other without load, and the readings before and after. Prints the table of docs/evidence.md.

  --samples N  samples of each source, 20 to 10000, default 200`;

/** The first ones fill caches and compile the code. */
const WARM_UP = 30;

await runTool(USAGE, readFlags, run);

function readFlags(flags: readonly string[]): number | undefined {
  const { values } = parseFlags({
    args: [...flags],
    options: { samples: { type: 'string', default: '200' }, help: HELP_FLAG },
  });
  return values.help ? undefined : wholeNumber('--samples', values.samples, 20, 10_000);
}

async function run(samples: number): Promise<void> {
  const sandbox = await startFreeSandbox();
  try {
    const sources: readonly (readonly [string, Collector])[] = [
      ['PostgreSQL', postgresCollector(sandbox.databaseUrl.reveal())],
      ['the gateway', gatewayCollector({ baseUrl: sandbox.url, tlsVerify: true })],
    ];
    const costs: Cost[] = [];
    for (const [name, collector] of sources) costs.push(await costOf(name, collector, samples));
    console.log(
      textTable(
        [
          ['a sample of', ({ name }) => name],
          ['processor of the target, ms', ({ targetMs }) => targetMs.toFixed(2)],
          ['processor of the suite, ms', ({ ownMs }) => ownMs.toFixed(2)],
          ['median duration, ms', ({ tookMs }) => tookMs.toFixed(2)],
          ['before, ms', ({ startMs }) => startMs.toFixed(0)],
          ['after, ms', ({ endMs }) => endMs.toFixed(0)],
        ],
        costs,
      ),
    );
  } finally {
    await sandbox.stop();
  }
}

/** What one sample costs, and how long the readings before and after the run take. */
interface Cost {
  readonly name: string;
  readonly targetMs: number;
  readonly ownMs: number;
  readonly tookMs: number;
  readonly startMs: number;
  readonly endMs: number;
}

async function costOf(name: string, collector: Collector, samples: number): Promise<Cost> {
  const startedMs = performance.now();
  const watch = await collector.start();
  const startMs = performance.now() - startedMs;
  try {
    for (let n = 0; n < WARM_UP; n += 1) await watch.sample?.();
    const [own, tree] = [process.cpuUsage(), treeCpuMs()];
    const times: number[] = [];
    for (let n = 0; n < samples; n += 1) {
      const beforeMs = performance.now();
      await watch.sample?.();
      times.push(performance.now() - beforeMs);
    }
    const { user, system } = process.cpuUsage(own);
    const ownMs = (user + system) / 1000;
    const targetMs = treeCpuMs() - tree - ownMs;
    const endedMs = performance.now();
    await watch.end();
    return {
      name,
      targetMs: targetMs / samples,
      ownMs: ownMs / samples,
      tookMs: median(times) ?? 0,
      startMs,
      endMs: performance.now() - endedMs,
    };
  } finally {
    watch.close();
  }
}

/** Processor time of this process and all that it started: the embedded Desk Studio and its database. */
function treeCpuMs(): number {
  const usage = readTreeUsage(process.pid);
  if (usage === undefined)
    throw new Error('evidence-cost: processor times are read from /proc, which this system lacks');
  return usage.cpuSeconds * 1000;
}
