import { markdownList, markdownTable, resultPage } from '../../shared/markdown.ts';
import { MEMORY_VUS, SPEED_VUS, TRUTH_VUS } from '../run/bench-plan.ts';
import { BEGINNING_PER_SECOND } from '../subjects/subject-shape.ts';
import { benchChecks } from './bench-checks.ts';
import type { BenchResult } from './bench-result.ts';
import { memoryTable, speedTable, toolTable, truthTable } from './result-tables.ts';

/** The result as Markdown. */
export function benchMarkdown(result: BenchResult): string {
  const { at, machine, rounds, seconds, rows, notInstalled, troubles } = result;
  const options = `--rounds ${rounds} --seconds ${seconds}`;
  const checks = benchChecks(result).map(({ claim, found, state }) => [claim, found, state]);
  return resultPage('Load tools side by side', { command: 'npm run bench', options, at, machine }, [
    'All tools do the same work on the same server, a separate process with canned replies. They run one after the other, in a new random order each round. Compare figures within this page only. A dash means that the tool does not report the figure, or that it was not measured.',
    '## Maximum speed',
    `${SPEED_VUS} connections, no think time. The server counts the requests. CPU time is user plus system time of the tool's whole process tree, from 30 % of the run to its end, so start and compilation are excluded. If the server is the slower side, the tool waits, and waiting costs no CPU time. Median of the rounds, lowest and highest in brackets.`,
    speedTable(rows),
    '## Memory of users that think for a second after each request',
    `Resident memory of the whole process tree with ${MEMORY_VUS.map((vus) => vus.toLocaleString('en')).join(', ')} virtual users, of which ${BEGINNING_PER_SECOND.toLocaleString('en')} begin in a second: the median over the second half of the run, in which all are there. The figure per virtual user is the difference between two of these. Start lag (p99) is the time from the end of a user's think time to the start of its request, once all have begun; of two processes it is that of the later one. Measured once.`,
    memoryTable(rows),
    '## Reported latency against the server log',
    `${TRUTH_VUS} connections. The server delays each reply by 5 ms plus an exponential with a mean of 10 ms, and logs every request from reading its last byte to handing the reply to the socket. That log is the truth. The error is what the network stack and the tool add.`,
    truthTable(rows),
    '## What each tool does',
    toolTable(rows),
    ...(notInstalled.length === 0
      ? []
      : [`Not installed: ${notInstalled.join(', ')} (to install: peers-install.md).`]),
    ...(troubles.length === 0 ? [] : [markdownList('Without figures:', troubles)]),
    '## Checks',
    markdownTable(['claim', 'found', ''], checks),
  ]);
}
