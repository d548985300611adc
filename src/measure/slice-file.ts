import { appendFileSync, existsSync, fstatSync, ftruncateSync, readFileSync } from 'node:fs';
import { attempt } from '../base/attempt.ts';
import { type DecodedSlice, decodeSlice } from './decoded-slice.ts';
import type { Slice } from './slice.ts';

/** Version of the lines: it rises when a field changes its meaning or goes. Schema: docs/slices.schema.json. */
const SLICES_VERSION = 1;

/** A closed slice as a line of the file. */
export function sliceLine(slice: Slice): string {
  return `${JSON.stringify({ version: SLICES_VERSION, ...slice })}\n`;
}

/**
 * Adds lines to the file, all or none. Synchronous: after it, a `kill -9` cannot lose them.
 *
 * @param file descriptor of a file that nobody else writes to
 * @throws the file system's error
 */
export function appendLines(file: number, lines: string): void {
  const { size } = fstatSync(file);
  try {
    appendFileSync(file, lines);
  } catch (error) {
    // A full disk takes a part, which would hide what comes after it.
    attempt(() => ftruncateSync(file, size));
    throw error;
  }
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
