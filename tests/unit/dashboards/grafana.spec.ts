import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { metricsInTest } from '../../made/metrics-run.ts';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: DataSource;
  readonly options?: { readonly yAxis?: { readonly unit?: string } };
  readonly transformations?: readonly {
    readonly options: { readonly renameByName?: Readonly<Record<string, string>> };
  }[];
  readonly fieldConfig?: {
    readonly overrides: readonly {
      readonly matcher: { readonly options: unknown };
      readonly properties: readonly { readonly id: string; readonly value: unknown }[];
    }[];
    readonly defaults: {
      readonly unit?: string;
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null }[] };
      readonly custom?: { readonly thresholdsStyle?: { readonly mode: string } };
    };
  };
  readonly targets?: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly datasource?: DataSource;
  }[];
}

interface DataSource {
  readonly type: string;
  readonly uid: string;
}

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query: unknown;
  readonly refresh: number;
  readonly datasource?: DataSource;
}

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
}

const folder = resolve(import.meta.dirname, '../../../dashboards/grafana');
const read = (name: string) => JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as Dashboard;
const dashboards = {
  'load-test-overview': read('load-test-overview'),
  'load-test-comparison': read('load-test-comparison'),
};

// biome-ignore lint/suspicious/noTemplateCurlyInString: that is how Grafana writes it.
const CHOSEN: DataSource = { type: 'prometheus', uid: '${datasource}' };
/** Units by the names that Grafana has for them; one that it does not know is drawn as text after the figure. */
const UNITS = ['none', 'short', 's', 'reqps', 'ops', 'percentunit', 'bytes', 'Bps'];
/** An option of Grafana: a variable's values are read anew when the time range changes. */
const ON_TIME_RANGE_CHANGE = 2;

/** What a panel of a type that draws figures has to have. */
const charts = (dashboard: Dashboard) => dashboard.panels.filter(({ type }) => type !== 'row');

for (const [name, dashboard] of Object.entries(dashboards)) {
  test(`${name} has what Grafana needs: uid, title, schema, and ids that are used once`, () => {
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
    expect(dashboard.uid).toMatch(/^[a-z-]{1,40}$/);
    expect(dashboard.title).not.toBe('');
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { title, targets = [] } of charts(dashboard)) {
      expect(targets.length, title).toBeGreaterThan(0);
      expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length);
    }
  });

  test(`${name} has no panels that overlap or leave the grid`, () => {
    const cells = new Map<string, string>();
    const overlaps: string[] = [];
    for (const { title, gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          const other = cells.get(`${x},${y}`);
          if (other !== undefined) overlaps.push(`${title} over ${other}`);
          cells.set(`${x},${y}`, title);
        }
      }
    }
    expect(overlaps).toEqual([]);
    expect(cells.size).toBeGreaterThan(24);
  });

  test(`${name} takes its data source from the variable, and knows every variable that it uses`, () => {
    const known = new Set([
      ...dashboard.templating.list.map((variable) => variable.name),
      '__rate_interval',
      '__range',
    ]);
    for (const { title, datasource, targets = [] } of charts(dashboard)) {
      expect(datasource, title).toEqual(CHOSEN);
      for (const target of targets) expect(target.datasource, title).toEqual(CHOSEN);
      for (const { expr } of targets)
        for (const [, variable = ''] of expr.matchAll(/\$(\w+)/g))
          expect(known.has(variable), `${title}: $${variable}`).toBe(true);
    }
  });

  test(`${name} chooses among sources of the type Prometheus, and reads every other variable from the chosen one`, () => {
    const [first, ...others] = dashboard.templating.list;
    expect(first).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    for (const { name: variable, type, datasource, refresh } of others)
      expect({ type, datasource, refresh }, variable).toEqual({
        type: 'query',
        datasource: CHOSEN,
        refresh: ON_TIME_RANGE_CHANGE,
      });
  });

  test(`every figure that ${name} shows has a unit that Grafana knows`, () => {
    for (const panel of charts(dashboard)) {
      const units = unitsOf(panel);
      expect(units.length, panel.title).toBeGreaterThan(0);
      for (const [what, unit] of units) expect(UNITS, `${panel.title}: ${what}`).toContain(unit);
    }
  });

  test(`${name} counts over the window that suits the scrape interval, or over the whole time range`, () => {
    for (const { title, targets = [] } of charts(dashboard))
      for (const { expr } of targets)
        for (const [, window] of expr.matchAll(/\[([^\]]+)\]/g))
          expect(['$__rate_interval', '$__range'], `${title}: ${expr}`).toContain(window);
  });

  test(`${name} draws the limits of the guide: p95 500 ms and 1 % of errors`, () => {
    const drawn = (value: number) =>
      charts(dashboard).filter(
        ({ type, fieldConfig }) =>
          type === 'timeseries' &&
          fieldConfig?.defaults.custom?.thresholdsStyle?.mode !== 'off' &&
          fieldConfig?.defaults.thresholds?.steps.some((step) => step.value === value),
      );
    expect(drawn(0.5).length).toBeGreaterThan(0);
    expect(drawn(0.01).length).toBeGreaterThan(0);
  });

  test(`${name} draws a limit of the scenario only while it judges what is measured`, () => {
    const lines = charts(dashboard).flatMap(({ targets = [] }) =>
      targets.map(({ expr }) => expr).filter((expr) => expr.includes('loadtest_scenario_limit_')),
    );
    expect(lines.length).toBeGreaterThan(0);
    for (const expr of lines)
      expect(expr).toContain(
        'unless on (environment, scenario, testid) (loadtest_limits_judged{limits="scenario"} == 0)',
      );
  });

  test(`${name} asks for the target's metrics with the product's prefix and without`, () => {
    const expressions = charts(dashboard).flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    for (const family of [
      'http_requests_total',
      'http_request_duration_seconds_bucket',
      'rate_limit_rejections_total',
    ]) {
      const asking = expressions.filter((expr) => expr.includes(family) && !expr.includes('loadtest_'));
      expect(asking.length, family).toBeGreaterThan(0);
      for (const expr of asking) expect(expr).toMatch(new RegExp(`autolytiq_${family}.* or .*\\b${family}`));
    }
    expect(expressions.some((expr) => expr.includes('autolytiq_rate_limit_exceeded_total'))).toBe(true);
  });

  test(`a panel of ${name} whose latencies stand still while a round measures says so`, () => {
    const moving = charts(dashboard).filter(({ targets = [] }) =>
      targets.some(({ expr }) => /(rate|increase)\(loadtest_http_req_duration_/.test(expr)),
    );
    expect(moving.length).toBeGreaterThan(0);
    for (const { title, description } of moving)
      expect(description, title).toContain('while a round of the suite measures');
  });

  test(`every family that ${name} asks a run for is one that a run has`, async () => {
    const text = await metricsInTest().registry.metrics();
    const families = new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, family]) => family));
    const asked = charts(dashboard).flatMap(({ targets = [] }) =>
      targets.flatMap(({ expr }) => [...expr.matchAll(/\bloadtest_\w+/g)].map(([family]) => family)),
    );
    expect(asked.length).toBeGreaterThan(20);
    for (const family of asked)
      expect(families.has(family) || families.has(family.replace(/_(bucket|sum|count)$/, '')), family).toBe(
        true,
      );
  });
}

/** The figures of a panel, each with its unit: the columns of a table, the axis of a heat map, else the panel as a whole. */
function unitsOf({
  type,
  options,
  targets = [],
  transformations = [],
  fieldConfig,
}: Panel): (readonly [figure: string, unit: unknown])[] {
  if (type === 'heatmap') return [['the axis', options?.yAxis?.unit]];
  if (type !== 'table') return [['all', fieldConfig?.defaults.unit]];
  return targets.map(({ refId }) => {
    const value = `Value #${refId}`;
    const column = transformations.flatMap((each) => each.options.renameByName?.[value] ?? [])[0] ?? value;
    const override = fieldConfig?.overrides.find(({ matcher }) => matcher.options === column);
    return [column, override?.properties.find(({ id }) => id === 'unit')?.value];
  });
}

test('a run, or a pair of runs, is chosen by environment, scenario and id', () => {
  const variables = (name: keyof typeof dashboards) =>
    dashboards[name].templating.list.map((each) => each.name);
  expect(variables('load-test-overview')).toEqual(
    expect.arrayContaining(['datasource', 'environment', 'scenario', 'testid', 'operation']),
  );
  expect(variables('load-test-comparison')).toEqual(
    expect.arrayContaining(['datasource', 'environment', 'scenario', 'run_a', 'run_b', 'operation']),
  );
});
