/** One entry of Server-Timing, as a header or the page's own timeline has it. */
export interface ServerEntry {
  readonly name: string;
  /** 0 where it says none. */
  readonly durationMs: number;
  /** Kept of `traceparent` alone. */
  readonly description?: string;
}

/** What the target says of one request itself; times in milliseconds. What it does not name is absent. */
export interface ServerTiming {
  readonly totalMs?: number;
  readonly dbMs?: number;
  readonly cryptoMs?: number;
  /** Of the trace that the target has of the request, where it says so: it may have started a new one. */
  readonly traceId?: string;
}

/**
 * Reads the entries `total`, `db`, `crypto` and `traceparent`; others are ignored. An answer may have several headers, one of
 * each server on its way: the total is the longest of them, since the outer ones contain the inner, and parts of the
 * same name are added up.
 */
export function serverTiming(entries: readonly ServerEntry[]): ServerTiming {
  const traceId = entries.map(traceIdIn).find((id) => id !== undefined);
  const timed = Map.groupBy(
    entries.filter(({ durationMs }) => durationMs > 0),
    ({ name }) => name,
  );
  const sumOf = (name: string) => timed.get(name)?.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const totals = timed.get('total')?.map(({ durationMs }) => durationMs);
  const [dbMs, cryptoMs] = [sumOf('db'), sumOf('crypto')];
  return {
    ...(totals !== undefined && { totalMs: Math.max(...totals) }),
    ...(dbMs !== undefined && { dbMs }),
    ...(cryptoMs !== undefined && { cryptoMs }),
    ...(traceId !== undefined && { traceId }),
  };
}

/** A name, then parameters; a text in quotes may hold commas and semicolons. RFC 9110, section 5.6. */
const ENTRY = /([^\s,;="]+)((?:\s*;\s*[^\s,;=]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s,;"]*))?)*)/g;
const DURATION = /;\s*dur\s*=\s*"?([0-9.]+)/i;
const DESCRIPTION = /;\s*desc\s*=\s*"?([^\s,;"]+)/i;

/** Reads a Server-Timing header; of several headers, their values joined by commas. */
export function parseServerTiming(header: string): ServerTiming {
  const entries = [...header.matchAll(ENTRY)].map(([, name = '', parameters = '']): ServerEntry => {
    const description = DESCRIPTION.exec(parameters)?.[1];
    return {
      name,
      durationMs: Number(DURATION.exec(parameters)?.[1] ?? 0),
      ...(description !== undefined && { description }),
    };
  });
  return serverTiming(entries);
}

/** https://www.w3.org/TR/trace-context/#traceparent-header: version, trace, parent, flags; neither id is all zeros. */
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-|$)/;

function traceIdIn({ name, description = '' }: ServerEntry): string | undefined {
  return name === 'traceparent' ? TRACEPARENT.exec(description)?.[1] : undefined;
}
