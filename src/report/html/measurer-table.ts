import { formatMs } from '../../base/format.ts';
import { median } from '../../base/statistics/averages.ts';
import { MEASURER_LIMITS } from '../../measure/measurer-limits.ts';
import type { SliceRecord, TrafficRecord } from '../../record/run-record.ts';
import { dataTable } from './data-table.ts';
import type { Html } from './markup.ts';
import { isWhole } from './slice-points.ts';
import { percent } from './words.ts';

interface Quantity {
  readonly name: string;
  readonly of: (health: SliceRecord['health']) => number | undefined;
  readonly write: (value: number) => string;
  readonly limit?: number;
}

const milliseconds = (value: number) => `${formatMs(value)} ms`;
const LIMITS = MEASURER_LIMITS;

const QUANTITIES: readonly Quantity[] = [
  {
    name: 'event-loop delay p99',
    of: ({ eventLoopDelayP99Ms }) => eventLoopDelayP99Ms,
    write: milliseconds,
    limit: LIMITS.eventLoopDelayP99Ms,
  },
  {
    name: 'event-loop delay max',
    of: ({ eventLoopDelayMaxMs }) => eventLoopDelayMaxMs,
    write: milliseconds,
    limit: LIMITS.eventLoopDelayMaxMs,
  },
  {
    name: 'generator, of one core',
    of: ({ generatorCpu }) => generatorCpu,
    write: percent,
    limit: LIMITS.generatorCpu,
  },
  {
    name: 'waiting for a core when one was wanted',
    of: ({ coreWaitShare }) => coreWaitShare,
    write: percent,
    limit: LIMITS.coreWaitShare,
  },
  { name: 'all cores of the host', of: ({ hostCpu }) => hostCpu, write: percent },
  { name: 'garbage collection in a slice', of: ({ gcPauseMs }) => gcPauseMs, write: milliseconds },
  {
    name: 'clock step',
    of: ({ clockStepMs }) => Math.abs(clockStepMs),
    write: milliseconds,
    limit: LIMITS.clockStepMs,
  },
  {
    name: 'start lag p99, own part',
    of: ({ startLagP99Ms }) => startLagP99Ms,
    write: milliseconds,
    limit: LIMITS.startLagP99Ms,
  },
];

/** How the measurer was over all slices: the median, the worst, and where trust ends. */
export function measurerTable({ slices }: TrafficRecord): Html {
  const whole = slices.filter(isWhole);
  const rows = QUANTITIES.flatMap(({ name, of, write, limit }) => {
    const values = whole.flatMap(({ health }) => of(health) ?? []);
    const middle = median(values);
    if (middle === undefined) return [];
    const cells = [
      name,
      write(middle),
      write(Math.max(...values)),
      limit === undefined ? 'none' : write(limit),
    ];
    return [{ cells }];
  });
  return dataTable(
    'The measurer over all slices',
    [
      { title: 'quantity' },
      { title: 'median', isNumber: true },
      { title: 'worst slice', isNumber: true },
      { title: 'disturbed above', isNumber: true },
    ],
    rows,
  );
}
