import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The contract as parsed YAML. */
export const contractDocument: unknown = parse(
  readFileSync(new URL('../../contract/desk-studio.openapi.yaml', import.meta.url), 'utf8'),
  // The document shares its headers by anchors, more often than the parser's guard against bombs expects.
  { maxAliasCount: -1 },
);

/** What the contract says about one measured operation. */
export interface ContractOperation {
  readonly id: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly rateTier: string;
  readonly authenticated: boolean;
  readonly excluded: boolean;
  /** Limits in milliseconds, where the contract repeats a row of the guide. */
  readonly baseline: { readonly p95: number; readonly p99: number; readonly level?: string } | undefined;
  /** JSON pointer to the schema of the request's body. */
  readonly bodyPointer: string | undefined;
  readonly queryNames: readonly string[];
  readonly successes: ReadonlyMap<number, ContractReply>;
}

export interface ContractReply {
  readonly contentType: string | undefined;
  readonly schemaType: string | undefined;
  readonly required: readonly string[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Every HTTP operation that carries `x-perf`, variants included. */
export function contractOperations(): readonly ContractOperation[] {
  return routes().flatMap(({ path, method, route, shared }) => {
    const perf = node(route, 'x-perf');
    if (perf === undefined || node(route, 'x-websocket') !== undefined) return [];
    const variants = list(node(route, 'x-perf-variants'));
    return [perf, ...variants].map((entry) => describe(path, method, route, shared, entry));
  });
}

/** The WebSockets that carry `x-perf`, sorted by id. */
export function contractSockets(): readonly { id: string; service: string; path: string }[] {
  return routes()
    .filter(({ route }) => node(route, 'x-websocket') !== undefined)
    .map(({ path, route }) => ({
      id: String(node(route, 'x-perf', 'operation')),
      service: String(node(route, 'x-perf', 'service')),
      path,
    }))
    .sort((a, b) => a.id.localeCompare(b.id));
}

/** The node of the document that a `$ref` leads to, or the node itself. */
export function resolved(value: unknown): unknown {
  const ref = node(value, '$ref');
  return typeof ref === 'string' ? resolved(node(contractDocument, ...ref.slice(2).split('/'))) : value;
}

/** A node below another, or undefined. */
export function node(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (at instanceof Object ? Reflect.get(at, name) : undefined),
    value,
  );
}

function routes() {
  return Object.entries(Object(node(contractDocument, 'paths'))).flatMap(([path, item]) =>
    METHODS.filter((method) => node(item, method) !== undefined).map((method) => ({
      path,
      method,
      route: node(item, method),
      shared: list(node(item, 'parameters')),
    })),
  );
}

function describe(
  path: string,
  method: string,
  route: unknown,
  shared: readonly unknown[],
  perf: unknown,
): ContractOperation {
  const parameters = [...shared, ...list(node(route, 'parameters'))].map(resolved);
  const baseline = node(perf, 'baseline') as ContractOperation['baseline'];
  const hasBody = node(route, 'requestBody', 'content', 'application/json', 'schema') !== undefined;
  const pointer = `/paths/${path.replaceAll('/', '~1')}/${method}/requestBody/content/application~1json/schema`;
  return {
    id: String(node(perf, 'operation')),
    service: String(node(perf, 'service')),
    method: method.toUpperCase(),
    path,
    rateTier: String(node(route, 'x-rate-tier')),
    authenticated: list(node(route, 'security') ?? node(contractDocument, 'security')).length > 0,
    excluded: node(perf, 'exclude') === true,
    baseline,
    bodyPointer: hasBody ? pointer : undefined,
    queryNames: parameters
      .filter((one) => node(one, 'in') === 'query')
      .map((one) => String(node(one, 'name'))),
    successes: new Map(
      Object.entries(Object(node(route, 'responses')))
        .filter(([status]) => status.startsWith('2'))
        .map(([status, reply]) => [Number(status), describeReply(resolved(reply))]),
    ),
  };
}

function describeReply(reply: unknown): ContractReply {
  const [contentType] = Object.keys(Object(node(reply, 'content')));
  const schema =
    contentType === undefined ? undefined : resolved(node(reply, 'content', contentType, 'schema'));
  return {
    contentType,
    schemaType: node(schema, 'type') as string | undefined,
    required: list(node(schema, 'required')).map(String),
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
