import { runTool, writeResult, wrongFlag } from '../shared/command-line.ts';
import { describeMachine } from '../shared/machine.ts';
import { scratchFolder } from '../shared/scratch-folder.ts';
import { BENCH_USAGE, type BenchWish, readBenchFlags } from './bench-flags.ts';
import { subjectOf } from './peers/peer.ts';
import { PEERS } from './peers/peers.ts';
import { benchChecks } from './result/bench-checks.ts';
import { benchMarkdown } from './result/bench-markdown.ts';
import { type BenchResult, benchRow } from './result/bench-result.ts';
import { benchPlan } from './run/bench-plan.ts';
import type { RunningCommand } from './run/run-command.ts';
import { type FinishedRun, runPlan } from './run/run-plan.ts';
import { BenchServer } from './server/bench-server.ts';
import { OWN_SUBJECTS } from './subjects/own-subjects.ts';
import type { Subject } from './subjects/subject.ts';

await runTool(BENCH_USAGE, readBenchFlags, bench);

async function bench({ rounds, seconds, only, outputFolder }: BenchWish): Promise<void> {
  const { subjects, notInstalled } = chooseSubjects(only);
  if (subjects.length === 0) {
    const names = [...OWN_SUBJECTS, ...PEERS].map(({ name }) => name).join(', ');
    console.error(
      wrongFlag('--only', only.join(','), `a part of the name of an installed tool (${names})`).message,
    );
    process.exitCode = 1;
    return;
  }
  const machine = describeMachine();
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
  const checks = benchChecks(result);
  writeResult(outputFolder, 'bench', benchMarkdown(result), { ...result, checks });
  const ownNames = OWN_SUBJECTS.map(({ name }) => name);
  const ownFailed = runs.some(({ kind, subject }) => kind === 'failed' && ownNames.includes(subject.name));
  if (ownFailed || checks.some(({ state }) => state === 'missed')) process.exitCode = 1;
}

/**
 * The tools to measure: our own programs, and the other load tools that are installed.
 * @param only texts of which a tool's name has to contain one; empty for all tools
 */
function chooseSubjects(only: readonly string[]): {
  readonly subjects: readonly Subject[];
  readonly notInstalled: readonly string[];
} {
  const isWanted = ({ name }: { readonly name: string }) =>
    only.length === 0 || only.some((text) => name.toLowerCase().includes(text.toLowerCase()));
  const peers = PEERS.filter(isWanted).map((peer) => ({ name: peer.name, subject: subjectOf(peer) }));
  return {
    subjects: [...OWN_SUBJECTS.filter(isWanted), ...peers.flatMap(({ subject }) => subject ?? [])],
    notInstalled: peers.filter(({ subject }) => subject === undefined).map(({ name }) => name),
  };
}

async function runAll(
  subjects: readonly Subject[],
  rounds: number,
  seconds: number,
): Promise<readonly FinishedRun[]> {
  let running: RunningCommand | undefined;
  const folder = scratchFolder('bench', () => running?.kill());
  const server = await BenchServer.start();
  const plan = benchPlan(subjects, rounds, seconds);
  let done = 0;
  try {
    return await runPlan(plan, server, folder, {
      onStart: (started) => {
        running = started;
      },
      onEnd: (run) => {
        done += 1;
        console.log(`${done}/${plan.length} ${runText(run)}`);
      },
    });
  } finally {
    await server.stop();
  }
}

function runText(run: FinishedRun): string {
  const what = `${run.load}, ${run.vus} users, ${run.subject.name}`;
  if (run.kind === 'failed') return `${what}: FAILED: ${run.reason}`;
  const { requestsPerCpuSecond, steadyRssBytes } = run.figures;
  const speed = requestsPerCpuSecond === null ? '-' : Math.round(requestsPerCpuSecond).toLocaleString('en');
  return `${what}: ${speed} requests per CPU-second, ${Math.round(steadyRssBytes / 2 ** 20)} MB`;
}
