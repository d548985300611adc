import { exactPercentile } from '../../shared/exact-percentile.ts';
import { unpackRequests } from '../../shared/request-log.ts';
import { ServerProcess } from '../../shared/server-process.ts';

/** What the bench asks of its server. */
export type BenchOrder =
  /** Forgets everything so far. From now on the server replies at once or, when `delayed`, after drawn delays. */
  | { readonly kind: 'reset'; readonly delayed: boolean }
  /** How many requests it received since the reset: quick enough to ask during a measurement. */
  | { readonly kind: 'count' }
  | { readonly kind: 'report' };

/** What its server answers. */
export type BenchAnswer =
  | { readonly kind: 'count'; readonly requests: number }
  /** The delayed requests, as `RequestLog` packs them. */
  | { readonly kind: 'log'; readonly requests: number; readonly log: Float64Array };

/** What the server itself knows about the requests since the last reset. */
export interface ServerTruth {
  readonly requests: number;
  /**
   * From the request's last byte read until its reply was handed to the socket, in milliseconds; exact (nearest rank).
   * Null without delayed requests.
   */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

/** The server that every tool is measured against. */
export class BenchServer {
  readonly origin: string;
  readonly #server: ServerProcess<BenchOrder, BenchAnswer>;

  private constructor(server: ServerProcess<BenchOrder, BenchAnswer>) {
    this.#server = server;
    this.origin = server.origin;
  }

  /** Starts it on a free port of the loopback interface. */
  static async start(): Promise<BenchServer> {
    const program = new URL('./canned-server.ts', import.meta.url);
    return new BenchServer(await ServerProcess.start('bench server', program));
  }

  /** Forgets the past. From now on the server replies at once or, when `delayed`, after delays that it logs. */
  async reset(delayed: boolean): Promise<void> {
    await this.#server.ask({ kind: 'reset', delayed }, 'count');
  }

  /** What it saw since the last reset. */
  async read(): Promise<ServerTruth> {
    const { requests, log } = await this.#server.ask({ kind: 'report' }, 'log');
    const tookMs = unpackRequests(log).map(({ receivedMs, endedMs }) => endedMs - receivedMs);
    const sorted = Float64Array.from(tookMs).sort();
    const at = (percentile: number) => exactPercentile(sorted, percentile) ?? null;
    return { requests, p50Ms: at(50), p95Ms: at(95), p99Ms: at(99) };
  }

  /** How many requests it received since the last reset: quick enough to ask during a measurement. */
  async count(): Promise<number> {
    return (await this.#server.ask({ kind: 'count' }, 'count')).requests;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }
}
