import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

const DASHBOARDS = resolve(import.meta.dirname, '../../dashboards');

/** An expression of a dashboard or an alert, and where it stands. */
export interface PlacedExpression {
  readonly place: string;
  readonly expression: string;
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string; readonly refId: string }[];
  readonly panels?: readonly Panel[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: unknown }[];
  };
}

interface RuleFile {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

/** Every expression of a dashboard, with these values for its variables. */
export function panelExpressions(name: string, values: Readonly<Record<string, string>>): PlacedExpression[] {
  const inPanels = (panels: readonly Panel[]): PlacedExpression[] =>
    panels.flatMap(({ title, targets = [], panels: inner = [] }) => [
      ...targets.map(({ expr, refId }) => ({
        place: `${name}: ${title}, ${refId}`,
        expression: fill(expr, values),
      })),
      ...inPanels(inner),
    ]);
  return inPanels(dashboard(name).panels);
}

/** The queries behind a dashboard's variables: which label of which series they list. */
export function variableQueries(
  name: string,
  values: Readonly<Record<string, string>>,
): { place: string; selector: string; label: string }[] {
  return dashboard(name).templating.list.flatMap(({ name: variable, type, query }) => {
    if (type !== 'query') return [];
    const text = fill((query as { query: string }).query, values);
    const [, selector, label] = /^label_values\((.+), (\w+)\)$/.exec(text) ?? [];
    if (selector === undefined || label === undefined) throw new Error(`${name}: $${variable} asks ${text}`);
    return [{ place: `${name}: $${variable}`, selector, label }];
  });
}

/** The figure of every alert: what stands before the comparison at the end of its expression. */
export function alertFigures(): PlacedExpression[] {
  const { groups } = parse(readFileSync(resolve(DASHBOARDS, 'prometheus/alerts.yml'), 'utf8')) as RuleFile;
  return groups.flatMap(({ rules }) =>
    rules.map(({ alert, expr }) => {
      const figure = expr.trim().replace(/\s*[<>]\s*[\d.]+$/, '');
      if (figure === expr.trim()) throw new Error(`${alert} does not end in its comparison: ${expr}`);
      return { place: `alert ${alert}`, expression: figure };
    }),
  );
}

function dashboard(name: string): Dashboard {
  return JSON.parse(readFileSync(resolve(DASHBOARDS, `grafana/${name}.json`), 'utf8')) as Dashboard;
}

/** Puts values in place of `$name`; one that is left over would be sent as it stands, so it is an error. */
function fill(expression: string, values: Readonly<Record<string, string>>): string {
  const text = expression.replaceAll(/\$(\w+)/g, (found, name: string) => values[name] ?? found);
  if (text.includes('$')) throw new Error(`a variable without a value in: ${text}`);
  return text;
}
