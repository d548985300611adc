import { isQuiet, machineWords } from '../../shared/machine.ts';
import { markdownTable } from '../../shared/markdown-table.ts';
import { MEMORY_VUS, SPEED_VUS, TRUTH_VUS } from '../run/bench-plan.ts';
import { benchChecks } from './bench-checks.ts';
import type { BenchResult } from './bench-result.ts';
import { memoryTable, speedTable, toolTable, truthTable } from './result-tables.ts';

/** Said where the machine is not quiet. */
export const BENCH_NOT_QUIET =
  'The machine was not quiet when the bench began: others at work lower the figures of all tools, and not all alike.';

/** The result as Markdown. */
export function benchMarkdown(result: BenchResult): string {
  const { at, machine, rounds, seconds, rows, notInstalled, troubles } = result;
  const checks = benchChecks(result).map(({ claim, found, state }) => [claim, found, state]);
  return [
    '# Speed, side by side',
    `Written by \`npm run bench\` (\`--rounds ${rounds} --seconds ${seconds}\`) at ${at} on ${machineWords(machine)}.`,
    ...(isQuiet(machine) ? [] : [BENCH_NOT_QUIET]),
    'All tools did the same work on the same trivial server (canned replies, a process of its own), one after the other in an order drawn anew each round. Compare within this page only. A figure that a tool does not give, or that it was not measured for, is -.',
    '## As fast as it goes',
    `${SPEED_VUS} connections, no think time. Requests are counted by the server; CPU time is user and system time of the tool's whole process tree, from 30 % of the run to its end, so without start and compilation. Where the server is the slower one, a tool waits, and waiting costs no CPU time. Median of the rounds, lowest and highest in brackets.`,
    speedTable(rows),
    '## Users that think for a second after each request',
    `Resident memory of the whole process tree at ${MEMORY_VUS.map((vus) => vus.toLocaleString('en')).join(', ')} virtual users, the middle of the run's second half; per virtual user, the difference. Start lag is how late a request began against the end of its user's think time, p99. Measured once.`,
    memoryTable(rows),
    '## What the tools say, and what the server knows',
    `${TRUTH_VUS} connections on replies that the server delays by 5 ms plus an exponential with a mean of 10 ms. The truth is the server's own log of the same requests, from a request read to its reply handed to the socket. What is beyond it is the network stack, and the tool.`,
    truthTable(rows),
    '## What each of them does',
    toolTable(rows),
    ...(notInstalled.length === 0
      ? []
      : [`Not installed: ${notInstalled.join(', ')} (how: peers-install.md).`]),
    ...(troubles.length === 0
      ? []
      : [`Without figures:\n\n${troubles.map((line) => `- ${line}`).join('\n')}`]),
    '## Held to',
    markdownTable(['claim', 'found', ''], checks),
  ]
    .join('\n\n')
    .concat('\n');
}
