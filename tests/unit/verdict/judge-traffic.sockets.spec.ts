import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { decodeOperations } from '../../../src/measure/decoded-slice.ts';
import { sumOperation } from '../../../src/measure/operation-figures.ts';
import { Recorder } from '../../../src/measure/recorder.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { judgeNormalLoad } from '../../../src/verdict/judge-traffic.ts';
import { PROJECT_TABLES } from '../../../src/verdict/thresholds/load-thresholds.ts';

/** Figures of a measure: so many events after 20 ms, and so many that never came. */
function figures(ok: number, timeouts: number) {
  const recorder = new Recorder(['it']);
  for (let event = 0; event < ok; event += 1) recorder.end('it', 'ok', 20_000, 0);
  for (let event = 0; event < timeouts; event += 1) recorder.end('it', 'timeout', 10_000_000, 0);
  return sumOperation(Object.values(decodeOperations(recorder.takeSlice())));
}

/** The verdicts on a smoke that was fine but for this. */
function judge(
  byOperation: Iterable<[string, ReturnType<typeof figures>]>,
  notOffered: Iterable<[string, string]> = [],
) {
  const traffic = {
    scenario: 'smoke',
    overall: figures(1000, 0),
    errors: figures(1000, 0),
    byOperation: new Map(byOperation),
    notOffered: new Map(notOffered),
  } as const;
  return judgeNormalLoad(traffic, loadTables()).filter(({ subject }) => subject.kind === 'socket');
}

test('a measure on sockets is held against the latencies and the error rate of its row', () => {
  const verdicts = judge([['messaging.fanout', figures(1000, 100)]]);
  expect(verdicts.map(({ statistic, column, kind }) => `${statistic} ${column} ${kind}`)).toEqual([
    'p95 baseline pass',
    'p99 baseline pass',
    'errorRate baseline fail',
  ]);
});

test('a socket that is not offered appears as such at each of its limits, and passes none', () => {
  const verdicts = judge([], [['messaging.ping', 'the handshake was answered with 503 text/plain']]);
  expect(verdicts.map(({ statistic, kind }) => `${statistic} ${kind}`)).toEqual([
    'p95 not offered',
    'p99 not offered',
    'errorRate not offered',
  ]);
});

test('a row without a measure and a measure without a row are errors', () => {
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  const path = join(folder, 'sockets.json');
  const content = JSON.parse(readFileSync(path, 'utf8'));
  content.sockets[0].measure = 'messaging.open';
  writeFileSync(path, JSON.stringify(content));
  const load = () => loadTables(folder);
  expect(load).toThrow('sockets.json, sockets row 1 (messaging.open): found a row without measure');
  expect(load).toThrow('sockets.json: found measure messaging.connect without a row');
});
