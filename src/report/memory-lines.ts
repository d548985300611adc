import { formatDuration } from '../base/duration.ts';
import type { MemoryTrend } from '../measure/memory-trend.ts';
import type { TrafficRecord } from '../record/run-record.ts';

/** Whether the generator's memory stayed flat, e.g. `103 MB held after garbage collections, slope +0.4 MB/h …`; none for a short run. */
export function memoryLines({ memory }: Pick<TrafficRecord, 'memory'>): [name: string, values: string][] {
  if (memory === undefined) return [];
  const { of, meanBytes, slopeBytesPerHour, changeBytes, noiseBytes, fromMs, toMs } = memory;
  const found =
    `${megabytes(meanBytes)} MB ${of === 'held' ? 'held after garbage collections' : 'resident'}, slope ${signed(slopeBytesPerHour)} MB/h: ${signed(changeBytes)} MB from ` +
    `${formatDuration(fromMs)} to ${formatDuration(toMs)}, noise ±${megabytes(noiseBytes)} MB, ` +
    verdict(memory);
  if (of === 'resident') return [['generator memory', found]];
  return [
    ['generator memory', found],
    ['resident memory', `${residentRange(memory)}, with what the engine keeps for objects to come`],
  ];
}

function residentRange({ leastResidentBytes, mostResidentBytes }: MemoryTrend): string {
  return `${megabytes(leastResidentBytes)} to ${megabytes(mostResidentBytes)} MB`;
}

/** A change that is no noise is told by its size, also where it is too small to matter. */
function verdict({ isFlat, changeBytes, noiseBytes, meanBytes }: MemoryTrend): string {
  const share = `${((changeBytes / meanBytes) * 100).toFixed(1)} % of the whole`;
  if (!isFlat) return `NOT flat: ${share}`;
  return Math.abs(changeBytes) <= noiseBytes ? 'flat' : `flat, though more than noise: ${share}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function signed(bytes: number): string {
  return `${bytes < 0 ? '' : '+'}${megabytes(bytes)}`;
}
