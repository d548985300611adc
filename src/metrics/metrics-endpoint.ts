import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atMost, type Clock, realClock } from '../base/clock.ts';
import { SuiteError } from '../base/suite-error.ts';

/** How long the end of a run waits at most, and for a scraper that has come only once. */
const LONGEST_WAIT_MS = 20_000;
/** A scraper may miss its turn on a machine that is busy, and come late the next time. */
const PATIENCE_MS = 5_000;

/** What is served: the text of the metrics and its type. */
export interface ServedMetrics {
  readonly contentType: string;
  text(): Promise<string>;
}

/** What scrapers have fetched so far. */
function scrapeLog(clock: Clock) {
  const scrapesMs: number[] = [];
  let begun = 0;
  let onScraped = (_scrape: number): void => undefined;
  return {
    /** A scrape begins; call what it returns when the scraper has its answer. */
    begin(): () => void {
      begun += 1;
      const scrape = begun;
      return () => {
        scrapesMs.push(clock.nowMs());
        onScraped(scrape);
      };
    },

    /**
     * Waits until a scraper has fetched the metrics once more, so that it sees how the run ended. Does not wait when
     * none has ever come, and gives up after twice its interval and some patience.
     * @returns whether it came
     */
    async scrapedOnceMore(): Promise<boolean> {
      // One that is being answered may have been told what was before.
      const before = begun;
      if (before === 0) return false;
      const [lastButOne, last] = scrapesMs.slice(-2);
      const intervalMs = lastButOne === undefined || last === undefined ? LONGEST_WAIT_MS : last - lastButOne;
      let hasCome = false;
      const coming = new Promise<void>((resolve) => {
        onScraped = (scrape) => {
          hasCome ||= scrape > before;
          if (hasCome) resolve();
        };
      });
      await atMost(clock, Math.min(LONGEST_WAIT_MS, 2 * intervalMs + PATIENCE_MS), [coming]);
      return hasCome;
    },
  };
}

export type MetricsEndpoint = Awaited<ReturnType<typeof openMetricsEndpoint>>;

/**
 * Serves `GET /metrics` until it is closed.
 * @throws SuiteError when the port cannot be had
 */
export async function openMetricsEndpoint(
  host: string,
  port: number,
  metrics: ServedMetrics,
  clock: Clock = realClock,
) {
  const { begin, scrapedOnceMore } = scrapeLog(clock);
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('The metrics are at GET /metrics.\n');
      return;
    }
    const answered = begin();
    try {
      const text = await metrics.text();
      response.once('finish', answered);
      response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
    } catch (error) {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`${String(error)}\n`);
    }
  });
  await listen(server, host, port);
  const { address, port: own, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${own}/metrics`,
    scrapedOnceMore,

    /** Stops listening; scrapers that keep their connection are cut off. */
    async close(): Promise<void> {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Checks before a run that its metrics can be served.
 * @throws SuiteError (BAD_SETTING) when the port cannot be had
 */
export async function checkMetricsEndpoint(host: string, port: number): Promise<void> {
  const server = createServer();
  await listen(server, host, port);
  const closed = once(server, 'close');
  server.close();
  await closed;
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await once(server.listen(port, host), 'listening').catch((error: unknown) => {
    throw new SuiteError('BAD_SETTING', {
      checked: 'METRICS_PORT, METRICS_HOST',
      found: `${host}:${port} cannot be listened on (${error instanceof Error ? error.message : String(error)})`,
      right: 'an address of this machine with a free port, or port 0 for one that is free',
    });
  });
}
