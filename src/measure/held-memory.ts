import { constants, type NodeGCPerformanceDetail, type PerformanceEntry } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/**
 * What this process holds, as opposed to what its engine keeps for objects to come: the heap right after a full garbage
 * collection, and the buffers outside of it. Those are given back some time after they were found to be garbage, so
 * the least that was seen after any collection is nearest to what is held of them.
 */
export class HeldMemory {
  #heapBytes: number | undefined;
  #leastOutsideBytes = Number.POSITIVE_INFINITY;

  /** Takes note of a garbage collection that has just ended. */
  note(collection: PerformanceEntry): void {
    // `process.memoryUsage` reads a file as well, and throws where no more may be opened.
    const { used_heap_size: heapBytes, external_memory: outsideBytes } = getHeapStatistics();
    this.#leastOutsideBytes = Math.min(this.#leastOutsideBytes, outsideBytes);
    if (isFull(collection)) this.#heapBytes = heapBytes;
  }

  /** In bytes, since the last call; nothing when no collection was a full one. */
  take(): { readonly heldBytes?: number } {
    const [heapBytes, outsideBytes] = [this.#heapBytes, this.#leastOutsideBytes];
    this.#heapBytes = undefined;
    this.#leastOutsideBytes = Number.POSITIVE_INFINITY;
    return heapBytes === undefined ? {} : { heldBytes: heapBytes + outsideBytes };
  }
}

/** Whether it went through the whole heap, and not only through what is young. */
function isFull(collection: PerformanceEntry): boolean {
  const { detail } = collection as PerformanceEntry & { readonly detail?: NodeGCPerformanceDetail };
  return detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}
