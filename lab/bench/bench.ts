import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMachine, isQuiet } from '../shared/machine.ts';
import { BENCH_USAGE, type BenchWish, readBenchFlags } from './bench-flags.ts';
import { subjectOf } from './peers/peer.ts';
import { PEERS } from './peers/peers.ts';
import { benchChecks } from './result/bench-checks.ts';
import { BENCH_NOT_QUIET, benchMarkdown } from './result/bench-markdown.ts';
import { type BenchResult, benchRow } from './result/bench-result.ts';
import { benchPlan } from './run/bench-plan.ts';
import type { RunningCommand } from './run/run-command.ts';
import { type FinishedRun, runPlan } from './run/run-plan.ts';
import { BenchServer } from './server/bench-server.ts';
import { OWN_SUBJECTS } from './subjects/own-subjects.ts';

const wish = readBenchFlags(process.argv.slice(2));
if (wish.kind === 'help') console.log(BENCH_USAGE);
else if (wish.kind === 'wrong') {
  console.error(`${wish.message}\n${BENCH_USAGE}`);
  process.exitCode = 1;
} else await bench(wish);

async function bench({
  rounds,
  seconds,
  only,
  outputFolder,
}: Extract<BenchWish, { kind: 'bench' }>): Promise<void> {
  const isWanted = ({ name }: { readonly name: string }) =>
    only.length === 0 || only.some((text) => name.toLowerCase().includes(text.toLowerCase()));
  const machine = describeMachine();
  if (!isQuiet(machine)) console.error(BENCH_NOT_QUIET);
  const peers = PEERS.filter(isWanted).map((peer) => ({ peer, subject: subjectOf(peer) }));
  const installed = peers.flatMap(({ subject }) => subject ?? []);
  const subjects = [...OWN_SUBJECTS.filter(isWanted), ...installed];
  const notInstalled = peers.filter(({ subject }) => subject === undefined).map(({ peer }) => peer.name);
  if (subjects.length === 0) {
    const names = [...OWN_SUBJECTS, ...PEERS].map(({ name }) => name).join(', ');
    console.error(
      `--only: found no installed tool with ${only.join(' or ')} in its name; right would be of ${names}`,
    );
    process.exitCode = 1;
    return;
  }

  const runs = await runAll(subjects, rounds, seconds);
  const result: BenchResult = {
    at: new Date().toISOString(),
    rounds,
    seconds,
    machine,
    rows: subjects.map((subject) => benchRow(subject, runs)),
    notInstalled,
    troubles: runs.flatMap((run) => (run.kind === 'failed' ? [`${run.load}: ${run.reason}`] : [])),
  };
  const markdown = benchMarkdown(result);
  console.log(`\n${markdown}`);
  const checks = benchChecks(result);
  if (outputFolder !== undefined) {
    mkdirSync(outputFolder, { recursive: true });
    writeFileSync(join(outputFolder, 'bench.md'), markdown);
    writeFileSync(
      join(outputFolder, 'bench.json'),
      `${JSON.stringify({ ...result, checks }, undefined, 2)}\n`,
    );
  }
  const ownNames = OWN_SUBJECTS.map(({ name }) => name);
  const ownFailed = runs.some(({ kind, subject }) => kind === 'failed' && ownNames.includes(subject.name));
  if (ownFailed || checks.some(({ state }) => state === 'missed')) process.exitCode = 1;
}

async function runAll(
  subjects: Parameters<typeof benchPlan>[0],
  rounds: number,
  seconds: number,
): Promise<readonly FinishedRun[]> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-bench-'));
  const server = await BenchServer.start();
  let running: RunningCommand | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      console.error(`bench: ended by ${signal}, nothing was written`);
      running?.kill();
      rmSync(folder, { recursive: true, force: true });
      process.exit(1);
    });
  const plan = benchPlan(subjects, rounds, seconds);
  let done = 0;
  try {
    return await runPlan(plan, server, folder, {
      onStart: (started) => {
        running = started;
      },
      onEnd: (run) => {
        done += 1;
        console.log(`${done}/${plan.length} ${runWords(run)}`);
      },
    });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function runWords(run: FinishedRun): string {
  const what = `${run.load}, ${run.vus} users, ${run.subject.name}`;
  if (run.kind === 'failed') return `${what}: FAILED: ${run.reason}`;
  const { requestsPerCpuSecond, steadyRssBytes } = run.figures;
  const speed = requestsPerCpuSecond === null ? '-' : Math.round(requestsPerCpuSecond).toLocaleString('en');
  return `${what}: ${speed} requests per CPU-second, ${Math.round(steadyRssBytes / 2 ** 20)} MB`;
}
