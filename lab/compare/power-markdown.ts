import type { Machine } from '../shared/machine.ts';
import { boundsText, markdownTable, resultPage } from '../shared/markdown.ts';
import { CHANGED } from './known-operations.ts';
import { FOUND_SHARE, type PowerResult, powerFaults } from './power-result.ts';

/** A result, and the machine it was measured on. */
export interface PowerBench {
  readonly at: string;
  readonly machine: Machine;
  readonly secondsPerRun: number;
  readonly result: PowerResult;
}

/** The result as Markdown. */
export function powerMarkdown({ at, machine, secondsPerRun, result }: PowerBench): string {
  const { pairs, wrong, found, foundElsewhere, smallestVisible } = result;
  const of = (times: number) => `${times} of ${pairs}`;
  const options = `--pairs ${pairs} --seconds ${secondsPerRun}`;
  return resultPage('What a comparison finds', { command: 'npm run bench:compare', options, at, machine }, [
    boundsText(powerFaults(result)),
    '## Two runs of the same target',
    'How many pairs reported a change of an operation although nothing had changed. At most 1 of 20 may.',
    markdownTable(
      ['operation', 'reported as changed'],
      Object.entries(wrong).map(([id, times]) => [id, of(times)]),
    ),
    `## One operation, \`${CHANGED.operation}\`, made 10 % slower`,
    markdownTable(
      ['', 'pairs', 'expected'],
      [
        ['regression found', of(found), `at least ${Math.ceil(pairs * FOUND_SHARE)}`],
        ['another operation reported as well', of(foundElsewhere), '0'],
        [
          'smallest change of its median that a pair could have shown (median of the pairs)',
          smallestVisible === undefined ? '-' : `${(smallestVisible * 100).toFixed(1)} %`,
          '',
        ],
      ],
    ),
  ]);
}
