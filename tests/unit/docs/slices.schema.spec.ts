import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ArrivalCounters } from '../../../src/measure/arrival-counters.ts';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { Recorder } from '../../../src/measure/recorder.ts';
import { SliceWriter } from '../../../src/traffic/watch/slice-writer.ts';
import { smallSlices } from '../../made/small-run.ts';

const root = resolve(import.meta.dirname, '../../..');
const schema = JSON.parse(readFileSync(join(root, 'docs/slices.schema.json'), 'utf8'));
const check = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

/** What the schema has against a line; empty when nothing. */
function faults(line: unknown): string[] {
  return check(line)
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('the slices of a real smoke follow docs/slices.schema.json', () => {
  const lines = readFileSync(
    join(import.meta.dirname, '../../made/golden/slices-of-a-smoke.jsonl'),
    'utf8',
  ).trimEnd();
  for (const line of lines.split('\n')) expect(faults(JSON.parse(line))).toEqual([]);
});

test('whatever the writer of slices writes follows docs/slices.schema.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-slices-'));
  try {
    const path = join(folder, 'slices.jsonl');
    const recorder = new Recorder(['deals.get']);
    const arrivals = new ArrivalCounters();
    const thinkLag = new LatencyHistogram();
    const [socketed] = smallSlices;
    const writer = new SliceWriter(recorder, path, {
      phases: [{ kind: 'plateau', endMs: 60_000 }],
      vus: () => 3,
      elapsedMs: () => 1234.5,
      thinkLag,
      arrivals,
      sideCounts: () => ({
        ...(socketed?.sockets !== undefined && { sockets: socketed.sockets }),
        services: { deals: { fromSecond: 1, answered: [1], lost: [{ second: 0, by: 'timeout', count: 1 }] } },
        preparation: { sent: 2, failed: 0 },
        underWayMs: { 'deals.get': [12, 3_400] },
      }),
    });
    recorder.end('deals.get', 'ok', 1500, 300);
    recorder.end('deals.get', 'timeout', 30_000_000, 0);
    arrivals.offered();
    arrivals.started(0.5);
    arrivals.noticed(0.2);
    thinkLag.record(700);
    writer.finish();
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const slices = lines.map((line): unknown => JSON.parse(line));
    expect(slices.map(faults)).toEqual([[]]);
    expect(Object.keys(slices[0] ?? {})).toEqual(
      expect.arrayContaining(['arrivals', 'startLag', 'sockets', 'preparation', 'underWayMs']),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a slice of another version, or without its outcomes, does not', () => {
  const [slice] = smallSlices;
  expect(faults({ ...slice, version: 2 })).toContain('/version must be equal to constant');
  expect(faults({ ...slice, operations: { 'deals.get': { bytesReceived: 1 } } })).toContain(
    "/operations/deals.get must have required property 'outcomes'",
  );
  expect(faults({ ...slice, phase: 'pause' })).not.toEqual([]);
});

test('a line of a kind that is not known yet does, so that readers of today pass over it', () => {
  expect(faults({ kind: 'vitals', version: 3, anything: true })).toEqual([]);
});
