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
  if (!existsSync(path)) return [];
  const slices: DecodedSlice[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      slices.push(decodeSlice(JSON.parse(line) as Slice));
    } catch {
      break;
    }
  }
  return slices;
}
