import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { journeyNames } from '../../fixtures/all-journeys.ts';
import { operations } from '../../src/target/catalogue.ts';
import { socketMeasures } from '../../src/target/socket-measures.ts';
import { flows } from '../../src/traffic/flows/people.ts';
import { countedRows } from '../made/counted-rows.ts';
import { passOn, startOddProxy } from '../made/odd-proxy.ts';
import { unavailable } from '../made/oddities.ts';
import { runCommand } from '../made/started-command.ts';
import { test } from '../suite/suite-test.ts';

const SCRIPT = resolve(import.meta.dirname, '../../scripts/run-load-tests.sh');
/** All but the two for which nobody can have what they need. */
const offered = operations.flatMap(({ id, outOfReach }) => (outOfReach === undefined ? id : []));
/** Of the check, without the start of Playwright. */
const TAKES_AT_MOST_MS = 20_000;

/** Checks a target as a user does, with this browser. */
function checkTarget(url: string, flags: readonly string[] = [], browser = process.env.DESK_BROWSER ?? '') {
  const env = { DESK_BROWSER: browser, BASE_URL: url, OUTPUT_DIR: test.info().outputPath('output') };
  return runCommand(SCRIPT, ['check', 'development', ...flags], env);
}

/** Path of a program that says its version as a browser does, and never starts. */
function brokenBrowser(): string {
  const path = test.info().outputPath('chrome');
  writeFileSync(path, '#!/bin/sh\necho Chromium 140.0.0.0\n', { mode: 0o755 });
  return path;
}

/** What the command lists as `fine` or `failing`: operations, or something else; sorted. */
function listedAs(kind: string, printed: string, what = 'operation'): string[] {
  const line = new RegExp(`^${kind} +(?:\\[\\w+\\] )?${what} ([\\w.-]+)`, 'gm');
  return [...printed.matchAll(line)].map(([, id = '']) => id).toSorted();
}

test('npm run check-target takes every operation, flow and journey once, in under 20 s, and leaves nothing', {
  annotation: { type: 'row' },
}, async ({ sandbox }) => {
  const before = await countedRows(sandbox.databaseUrl);
  const { code, printed } = await checkTarget(sandbox.url);
  expect(code, printed).toBe(0);
  expect(listedAs('fine', printed)).toEqual(offered.toSorted());
  expect(listedAs('fine', printed, 'socket')).toEqual(socketMeasures.map(({ id }) => id).toSorted());
  expect(listedAs('fine', printed, 'flow')).toEqual(Object.keys(flows).toSorted());
  expect(listedAs('fine', printed, 'journey')).toEqual([...journeyNames()].toSorted());
  expect(printed).toMatch(/^check: \d+ things fine, 2 not offered and 0 failing; a run is possible$/m);
  expect(await countedRows(sandbox.databaseUrl), 'counted on the target').toEqual(before);
  const [, seconds] = /without load \((\d+\.\d)s\)$/m.exec(printed) ?? [];
  expect(Number(seconds) * 1000).toBeLessThan(TAKES_AT_MOST_MS);
});

test('a service that is down is listed as failing, with its code, and the check ends with 1', {
  annotation: { type: 'row' },
}, async ({ sandbox }) => {
  const proxy = await startOddProxy(sandbox.url, (passage) =>
    passage.request.url?.startsWith('/api/v1/customers') ? unavailable(passage) : passOn(passage),
  );
  try {
    const { code, printed } = await checkTarget(proxy.url);
    expect(code, printed).toBe(1);
    const failing = listedAs('failing', printed);
    expect(failing).toContain('customers.list');
    // Visits of the showroom are of customers.
    expect(failing.filter((id) => !/^(customers|deals|showroom)\./.test(id))).toEqual([]);
    expect(printed).toMatch(/^failing +\[OPERATION_FAILED\] operation customers\.list: .*503/m);
    expect(printed).toMatch(/^check: .*; a run is not possible as it is/m);
    // As the last line says: leave it out. Without journeys nothing starts the browser.
    const flags = ['--journeys', 'none', '--operations', 'inventory.*,tax.*'];
    const without = await checkTarget(proxy.url, flags, brokenBrowser());
    expect(without.code, without.printed).toBe(0);
    expect(listedAs('fine', without.printed).map((id) => id.split('.')[0])).toEqual(
      expect.arrayContaining(['inventory', 'tax']),
    );
    expect(listedAs('failing', without.printed)).toEqual([]);
    expect(without.printed).toMatch(/^not offered +operation customers\.list: left out by OPERATIONS$/m);
    expect(without.printed).toMatch(/^check: .*; a run is possible$/m);
  } finally {
    await proxy.close();
  }
});
