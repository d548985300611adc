/** One sample of Prometheus's text format. */
export interface MetricSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
const SAMPLE = /^([a-zA-Z_:][\w:]*)\s*(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?\s*$/;
const LABEL = /\s*([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/gy;
const ESCAPES: Readonly<Record<string, string>> = { '\\\\': '\\', '\\"': '"', '\\n': '\n' };
/** As Go's ParseFloat reads them, in any case: prom-client writes `Nan`. */
const SPECIAL: Readonly<Record<string, number>> = {
  '+inf': Infinity,
  inf: Infinity,
  '-inf': -Infinity,
  nan: Number.NaN,
};

/**
 * Reads Prometheus's text format.
 *
 * @throws Error with the number of the first line that is none, e.g. in a web page
 */
export function parsePrometheusText(text: string): MetricSample[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [, name, labels = '', shown = ''] = SAMPLE.exec(line) ?? [];
    const parsed = parseLabels(labels);
    const value = SPECIAL[shown.toLowerCase()] ?? Number(shown);
    const isNumber = shown !== '' && (shown.toLowerCase() === 'nan' || !Number.isNaN(value));
    if (name === undefined || parsed === undefined || !isNumber)
      throw new Error(`line ${index + 1} is not in Prometheus's text format`);
    return [{ name, labels: parsed, value }];
  });
}

function parseLabels(text: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  let read = 0;
  for (const [whole, name = '', value = ''] of text.matchAll(LABEL)) {
    labels[name] = value.replaceAll(/\\[\\"n]/g, (escaped) => ESCAPES[escaped] ?? escaped);
    read += whole.length;
  }
  return read === text.length ? labels : undefined;
}
