import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SuiteError } from '../base/suite-error.ts';

/** How long the end of a run waits at most, and for a scraper that has come only once. */
const LONGEST_WAIT_MS = 20_000;
/** A scraper may miss its turn on a machine that is busy, and come late the next time. */
const PATIENCE_MS = 5_000;
const WAIT_STEP_MS = 50;

/** What is served: the text of the metrics and its type. */
export interface ServedMetrics {
  readonly contentType: string;
  text(): Promise<string>;
}

/** Serves `GET /metrics` for as long as the run is on. */
export class MetricsEndpoint {
  readonly #server: Server;
  readonly #scrapesMs: number[] = [];
  #begun = 0;
  #answered = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  /**
   * Begins to listen.
   * @throws SuiteError when the port cannot be had
   */
  static async open(host: string, port: number, metrics: ServedMetrics): Promise<MetricsEndpoint> {
    const server = createServer();
    const endpoint = new MetricsEndpoint(server);
    server.on('request', async (request, response) => {
      const path = request.url?.split('?')[0];
      if (request.method !== 'GET' || path !== '/metrics') {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('The metrics are at GET /metrics.\n');
        return;
      }
      endpoint.#begun += 1;
      const scrape = endpoint.#begun;
      try {
        const text = await metrics.text();
        response.once('finish', () => endpoint.#scraped(scrape));
        response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
      } catch (error) {
        response.writeHead(500, { 'content-type': 'text/plain' }).end(`${String(error)}\n`);
      }
    });
    try {
      await once(server.listen(port, host), 'listening');
    } catch (error) {
      throw new SuiteError('BAD_SETTING', {
        checked: 'METRICS_PORT, METRICS_HOST',
        found: `${host}:${port} cannot be listened on (${error instanceof Error ? error.message : String(error)})`,
        right: 'an address of this machine with a free port, or port 0 for one that is free',
      });
    }
    return endpoint;
  }

  /** Address of the metrics, with the port that was really taken. */
  get url(): string {
    const { address, port, family } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/metrics`;
  }

  /**
   * Waits until a scraper has fetched the metrics once more, so that it sees how the run ended. Does not wait when none
   * has ever come, and gives up after twice its interval and `patienceMs`.
   * @returns whether it came
   */
  async scrapedOnceMore(patienceMs = PATIENCE_MS): Promise<boolean> {
    // One that is being answered may have been told what was before.
    const before = this.#begun;
    const [lastButOne, last] = this.#scrapesMs;
    if (before === 0) return false;
    const intervalMs = lastButOne === undefined || last === undefined ? LONGEST_WAIT_MS : last - lastButOne;
    const untilMs = performance.now() + Math.min(LONGEST_WAIT_MS, 2 * intervalMs + patienceMs);
    while (this.#answered <= before && performance.now() < untilMs) await sleep(WAIT_STEP_MS);
    return this.#answered > before;
  }

  /** Stops listening; scrapers that keep their connection are cut off. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #scraped(scrape: number): void {
    this.#answered = Math.max(this.#answered, scrape);
    this.#scrapesMs.push(performance.now());
    if (this.#scrapesMs.length > 2) this.#scrapesMs.shift();
  }
}
