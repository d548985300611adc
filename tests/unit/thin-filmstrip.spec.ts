import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { thinFilmstrip } from '../../src/report/thin-filmstrip.ts';

/** A trace as Playwright writes it: lines of events, pictures that some of them name, and resources. */
function writeTrace(path: string, pictures: number): void {
  const frames = Array.from({ length: pictures }, (_, index) => ({
    type: 'screencast-frame',
    file: `screencast/page@1-${index}.jpeg`,
    timestamp: index * 100,
  }));
  const events = [{ type: 'before', callId: 'call@1' }, ...frames, { type: 'after', callId: 'call@1' }];
  writeFileSync(
    path,
    zipSync({
      'trace.trace': strToU8(events.map((event) => JSON.stringify(event)).join('\n')),
      'resources/style.css': strToU8('body {}'),
      ...Object.fromEntries(frames.map(({ file }, index) => [file, new Uint8Array([index])])),
    }),
  );
}

function contentsOf(path: string) {
  const { 'trace.trace': trace, ...files } = unzipSync(readFileSync(path));
  const events = strFromU8(trace ?? new Uint8Array())
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; file?: string });
  return { events, files };
}

test('a long filmstrip keeps as many pictures as it may, each with its event, and all else', () => {
  const path = test.info().outputPath('trace.zip');
  writeTrace(path, 148);
  thinFilmstrip(path, 40);
  const { events, files } = contentsOf(path);
  const named = events.flatMap(({ type, file }) => (type === 'screencast-frame' ? [file] : []));
  expect(named.length).toBeGreaterThan(30);
  expect(named.length).toBeLessThanOrEqual(40);
  expect(Object.keys(files).sort()).toEqual([...named, 'resources/style.css'].sort());
  expect([named[0], named.at(-1)]).toEqual(['screencast/page@1-0.jpeg', 'screencast/page@1-147.jpeg']);
  expect([events[0]?.type, events.at(-1)?.type]).toEqual(['before', 'after']);
});

test('a short filmstrip is left alone', () => {
  const path = test.info().outputPath('trace.zip');
  writeTrace(path, 10);
  const before = readFileSync(path);
  thinFilmstrip(path, 40);
  expect(readFileSync(path).equals(before)).toBe(true);
});
