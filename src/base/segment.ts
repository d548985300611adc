/** One of several processes, on this machine or on others, that share the load of one run. */
export interface Segment {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** More segments than this share no run. */
export const MOST_SEGMENTS = 64;
/** No segment waits longer than this for the others, in milliseconds. */
export const LONGEST_WAIT_MS = 3_600_000;

/** The segment that drives browsers and bursts as well as its share of the users. */
export function isFirst(segment: Segment | undefined): boolean {
  return segment === undefined || segment.index === 1;
}

/** Of a whole number of things the part that belongs to a segment: those of all segments add up to the total. */
export function shareOf(total: number, { index, of }: Segment): number {
  return Math.floor((total * index) / of) - Math.floor((total * (index - 1)) / of);
}

/** The number that a thing of a segment has among those of all segments, counting from 0: no two share one. */
export function numberAmongAll(number: number, { index, of }: Segment): number {
  return number * of + index - 1;
}

/** `segment 2 of 4` */
export function segmentWords({ index, of }: Segment): string {
  return `segment ${index} of ${of}`;
}
