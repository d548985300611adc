import type { CapacityRecord } from './capacity-record.ts';

/** A stretch of a search, told apart as the stretches of a planned overload are. */
export interface SearchedLoad {
  readonly kind: 'normal' | 'overload' | 'recovering';
  /** Milliseconds since the traffic began. */
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What the load was in each stretch of a search: a window that broke a limit was overload, as was the time in which it
 * settled; after it the target recovered until the next window began. Without a gap, from the beginning on.
 */
export function searchedLoad({ windows }: Pick<CapacityRecord, 'windows'>): SearchedLoad[] {
  return windows.flatMap(({ kind, fromMs, toMs }, index) => {
    const before = windows[index - 1];
    const isTooHigh = kind === 'broken';
    const settling = isTooHigh ? 'overload' : before?.kind === 'broken' ? 'recovering' : 'normal';
    return [
      { kind: settling, fromMs: before?.toMs ?? 0, toMs: fromMs },
      { kind: isTooHigh ? 'overload' : 'normal', fromMs, toMs },
    ] satisfies SearchedLoad[];
  });
}
