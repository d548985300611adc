import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { MOST_CLOCK_STEP_MS } from '../../../src/measure/validity.ts';

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly targets?: readonly { readonly expr: string }[];
  readonly fieldConfig?: {
    readonly defaults: {
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null }[] };
      readonly mappings?: readonly {
        readonly options: Readonly<Record<string, { readonly text: string }>>;
      }[];
    };
  };
}

const folder = resolve(import.meta.dirname, '../../../dashboards/grafana');

for (const name of ['load-test-overview', 'load-test-comparison']) {
  const file = JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as { panels: Panel[] };
  const { panels } = file;

  test(`${name} holds the measurer's health against no limit: the bound of each figure says what it did`, () => {
    const begin = panels.findIndex(({ title }) => title === 'The measurer itself') + 1;
    const length = panels.slice(begin).findIndex(({ type }) => type === 'row');
    const own = panels.slice(begin, begin + length);
    expect(own.length).toBeGreaterThan(2);
    for (const { title, description, fieldConfig } of own) {
      const limits = fieldConfig?.defaults.thresholds?.steps.filter(({ value }) => value !== null);
      expect(limits, title).toEqual([]);
      expect(description, title).not.toMatch(/\d %/);
    }
  });

  test(`${name} says of a load that was not offered as planned what it voids: held limits, and not broken ones`, () => {
    const telling = panels.filter(({ targets = [] }) =>
      targets.some(({ expr }) => expr.includes('loadtest_measurement_valid')),
    );
    expect(telling.length).toBeGreaterThan(0);
    for (const { title, description, fieldConfig } of telling) {
      expect(description, title).toMatch(/^Held limits void: .*; limits that broke are broken\./);
      expect(description, title).toContain(`the clock was set by more than ${MOST_CLOCK_STEP_MS / 1000} s`);
      expect(fieldConfig?.defaults.mappings?.[0]?.options['0']?.text, title).toBe('held limits void');
    }
  });
}
