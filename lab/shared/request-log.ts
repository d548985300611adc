const FIELDS = 4;
/** More than any measurement sends. The log takes its memory at the start: a growing one would delay replies. */
const MOST_ENTRIES = 500_000;

/** One request as the server saw it, on the clock of {@link hrtimeMs}. */
export interface RequestEntry {
  /** Number of the request, if the server knows it; else 0. */
  readonly number: number;
  readonly receivedMs: number;
  /** When the server had handed the last byte to the operating system. */
  readonly endedMs: number;
  readonly ok: boolean;
}

/** Milliseconds on the monotonic clock that all processes of a machine share. */
export function hrtimeMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** What a server of the lab knows about each request, in memory of a fixed size. */
export class RequestLog {
  readonly #values = new Float64Array(FIELDS * MOST_ENTRIES);
  #used = 0;

  /** @throws RangeError when the log is full, so that no request is lost silently */
  add({ number, receivedMs, endedMs, ok }: RequestEntry): void {
    this.#values.set([number, receivedMs, endedMs, ok ? 1 : 0], this.#used);
    this.#used += FIELDS;
  }

  clear(): void {
    this.#used = 0;
  }

  /** The log as numbers, for the way to another process; {@link unpackRequests} reads them. */
  pack(): Float64Array {
    return this.#values.slice(0, this.#used);
  }
}

/** Reads what {@link RequestLog.pack} wrote. */
export function unpackRequests(values: Float64Array): RequestEntry[] {
  const entries: RequestEntry[] = [];
  for (let at = 0; at < values.length; at += FIELDS) {
    const [number = 0, receivedMs = 0, endedMs = 0, ok = 0] = values.subarray(at, at + FIELDS);
    entries.push({ number, receivedMs, endedMs, ok: ok === 1 });
  }
  return entries;
}
