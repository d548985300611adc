import { isQuiet, type Machine, machineWords, NOT_QUIET } from '../shared/machine.ts';
import { markdownTable } from '../shared/markdown-table.ts';
import { CHANGED } from './known-operations.ts';
import { FOUND_SHARE, type PowerResult, powerFaults } from './power-result.ts';

/** A result, and what it was measured on. */
export interface PowerBench {
  readonly at: string;
  readonly machine: Machine;
  readonly secondsPerRun: number;
  readonly result: PowerResult;
}

/** The result as Markdown. */
export function powerMarkdown({ at, machine, secondsPerRun, result }: PowerBench): string {
  const { pairs, wrong, found, foundElsewhere, smallestVisible } = result;
  const faults = powerFaults(result);
  const of = (times: number) => `${times} of ${pairs}`;
  return [
    '# What a comparison finds',
    `Written by \`npm run bench:compare\` (\`--pairs ${pairs} --seconds ${secondsPerRun}\`) at ${at} on ${machineWords(machine)}.`,
    ...(isQuiet(machine) ? [] : [NOT_QUIET]),
    faults.length === 0
      ? 'Everything within its bounds.'
      : `Not within its bounds:\n\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
    '## Two runs of the same target',
    'In how many pairs an operation was said to have changed, though nothing had: at most 1 of 20 may be.',
    markdownTable(
      ['operation', 'said to have changed'],
      Object.entries(wrong).map(([id, times]) => [id, of(times)]),
    ),
    `## One operation, \`${CHANGED.operation}\`, made 10 % slower`,
    markdownTable(
      ['', 'pairs', 'right would be'],
      [
        ['found to have regressed', of(found), `at least ${Math.ceil(pairs * FOUND_SHARE)}`],
        ['another operation named beside it', of(foundElsewhere), '0'],
        [
          'smallest change of its median that a pair would have shown, in the middle of them',
          smallestVisible === undefined ? '-' : `${(smallestVisible * 100).toFixed(1)} %`,
          '',
        ],
      ],
    ),
  ]
    .join('\n\n')
    .concat('\n');
}
