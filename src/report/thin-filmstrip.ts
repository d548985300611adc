import { readFileSync, writeFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { thinOut } from './thin-out.ts';

/** A line of a Playwright trace that names a picture of the page. */
interface FilmstripFrame {
  readonly type: 'screencast-frame';
  /** Name of its file in the trace. */
  readonly file: string;
  readonly timestamp: number;
}

/**
 * Leaves at most so many pictures in the filmstrip of a Playwright trace, in place: they are nearly all of its size, and a
 * visit that takes half a minute has hundreds of them. The snapshots of each action are another thing, and stay.
 */
export function thinFilmstrip(path: string, most: number): void {
  const files = unzipSync(readFileSync(path));
  const trace = files['trace.trace'];
  if (trace === undefined) return;
  const lines = strFromU8(trace).split('\n');
  const frames = lines.flatMap((line) => frameOf(line) ?? []);
  const kept = new Set(thinOut(frames, ({ timestamp }) => timestamp, most).map(({ file }) => file));
  const dropped = new Set(frames.map(({ file }) => file).filter((file) => !kept.has(file)));
  if (dropped.size === 0) return;
  for (const file of dropped) delete files[file];
  files['trace.trace'] = strToU8(lines.filter((line) => !dropped.has(frameOf(line)?.file ?? '')).join('\n'));
  writeFileSync(path, zipSync(files, { level: 6 }));
}

function frameOf(line: string): FilmstripFrame | undefined {
  if (!line.startsWith('{"type":"screencast-frame"')) return undefined;
  return JSON.parse(line) as FilmstripFrame;
}
