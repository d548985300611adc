import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { isPercentileMeasured } from '../../../src/base/statistics/quantiles.ts';
import { percentilesOf, samplesIn, withoutGates } from '../../made/sample-gates.ts';

interface Dashboard {
  readonly panels: readonly {
    readonly type: string;
    readonly title: string;
    readonly description?: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

const folder = resolve(import.meta.dirname, '../../../dashboards/grafana');

/** Lines of p95 by something of which a window has only a few samples: with a gate they would be empty in nearly every run. */
const UNGATED: readonly string[] = ['p95 by operation', 'p95 on sockets', 'p95 at the gateway, by path'];

for (const name of ['load-test-overview', 'load-test-comparison']) {
  const { panels } = JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as Dashboard;
  const drawing = panels
    .map(({ type, title, description, targets = [] }) => ({
      ...{ title, description, isGated: type !== 'timeseries' || !UNGATED.includes(title) },
      percentiles: targets.flatMap(({ expr }) => percentilesOf(expr)),
    }))
    .filter(({ percentiles }) => percentiles.length > 0);

  test(`${name} asks for as many samples of a percentile as the reports do, counted over the same window`, () => {
    const gated = drawing.filter(({ isGated }) => isGated);
    expect(gated.length).toBeGreaterThan(3);
    for (const { title, description, percentiles } of gated) {
      expect(description, title).toContain('A percentile is left out where there are fewer samples');
      for (const { quantile, buckets, gate } of percentiles) {
        expect(gate?.samples, title).toBe(samplesIn(buckets));
        expect(gate?.least, title).toBe(leastSamples(quantile));
      }
    }
  });

  test(`without their gates, the expressions of ${name} are the same percentiles`, () => {
    const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    for (const expr of expressions) {
      const bare = percentilesOf(withoutGates(expr));
      expect(bare).toEqual(percentilesOf(expr).map((each) => ({ ...each, gate: undefined })));
    }
  });

  test(`the panels of ${name} that have no gate draw nothing beyond the p95, and say that they have none`, () => {
    const ungated = drawing.filter(({ isGated }) => !isGated);
    expect(ungated.length).toBeGreaterThan(0);
    for (const { title, description, percentiles } of ungated) {
      expect(description, title).toContain('A p95 of fewer than 20 samples is drawn too');
      for (const { quantile, gate } of percentiles)
        expect([quantile, gate], title).toEqual([0.95, undefined]);
    }
  });
}

/** The fewest samples that measure this quantile, as the reports count. */
function leastSamples(quantile: number): number {
  let samples = 1;
  while (!isPercentileMeasured(quantile * 100, samples)) samples += 1;
  return samples;
}
