import type { Stretch } from './page-timeline.ts';

/** The stretches of a step that nothing has been said about yet. What is taken is gone: nothing counts twice. */
export class FreeTime {
  #free: readonly Stretch[];

  constructor(whole: Stretch) {
    this.#free = whole.endMs > whole.startMs ? [whole] : [];
  }

  /** Takes what is still free of these stretches, and gives just that. */
  take(...stretches: readonly Stretch[]): Stretch[] {
    return stretches.flatMap((stretch) => this.#takeOne(stretch));
  }

  #takeOne({ startMs, endMs }: Stretch): Stretch[] {
    const taken: Stretch[] = [];
    this.#free = this.#free.flatMap((free) => {
      const part = { startMs: Math.max(free.startMs, startMs), endMs: Math.min(free.endMs, endMs) };
      if (part.endMs <= part.startMs) return [free];
      taken.push(part);
      const before = { startMs: free.startMs, endMs: part.startMs };
      const after = { startMs: part.endMs, endMs: free.endMs };
      return [before, after].filter((rest) => rest.endMs > rest.startMs);
    });
    return taken;
  }

  /** What nobody has taken, in its order. */
  get rest(): readonly Stretch[] {
    return this.#free;
  }
}

/** How long these stretches are together, in milliseconds. */
export function lengthMs(stretches: readonly Stretch[]): number {
  return stretches.reduce((ms, { startMs, endMs }) => ms + endMs - startMs, 0);
}
