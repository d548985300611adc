import { existsSync, readFileSync } from 'node:fs';
import { type DecodedSlice, decodeSlice } from './decoded-slice.ts';
import type { Slice } from './slice.ts';

/** Version of the lines: it rises when a field changes its meaning or goes. Schema: docs/slices.schema.json. */
const SLICES_VERSION = 1;

/** A closed slice as a line of the file. */
export function sliceLine(slice: Slice): string {
  return `${JSON.stringify({ version: SLICES_VERSION, ...slice })}\n`;
}

/** Reads and decodes the slices of a file; none when there is no file. A last line cut short by a crash is left out. */
export function readSlices(path: string): DecodedSlice[] {
  return slicesAs(path, decodeSlice);
}

/** As {@link readSlices}, with their histograms as they were written. */
export function readRawSlices(path: string): Slice[] {
  return slicesAs(path, (slice) => slice);
}

function slicesAs<T>(path: string, as: (slice: Slice) => T): T[] {
  if (!existsSync(path)) return [];
  const slices: T[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      slices.push(as(JSON.parse(line) as Slice));
    } catch {
      break;
    }
  }
  return slices;
}
