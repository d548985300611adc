import { serverTiming } from '../server-timing.ts';
import type { WaitedFor } from './critical-way.ts';
import type { StepParts } from './step-parts.ts';
import type { StepRequest } from './step-request.ts';

/** The parts of a step that are spent in requests. */
export type RequestParts = Pick<
  StepParts,
  'queueingMs' | 'networkMs' | 'serverAppMs' | 'serverDbMs' | 'serverCryptoMs'
>;

/**
 * Splits what a step waited of a request into its phases. The server's time is its Server-Timing `total`, placed at
 * the end of the waiting phase (never longer than that) and divided into `db`, `crypto` and the rest; parts that ran
 * side by side on the server sum up to more than its total and are scaled down to it. Waiting without Server-Timing
 * cannot be told from the network and counts as such. So does a request of another origin that tells nothing of its phases.
 */
export function splitRequest({ request, startMs, endMs }: WaitedFor<StepRequest>): RequestParts {
  const { queueingMs = 0, connectMs = 0, waitingMs = 0 } = request;
  const { dbMs = 0, cryptoMs = 0, totalMs = dbMs + cryptoMs } = serverTiming(request.serverTiming);
  const answerMs = request.startMs + queueingMs + connectMs + waitingMs;
  const within = (fromMs: number, untilMs: number) =>
    Math.max(0, Math.min(untilMs, endMs) - Math.max(fromMs, startMs));

  const queued = within(request.startMs, request.startMs + queueingMs);
  const served = within(answerMs - Math.min(totalMs, waitingMs), answerMs);
  const ofServed = served === 0 ? 0 : served / Math.max(totalMs, dbMs + cryptoMs);
  const serverDbMs = dbMs * ofServed;
  const serverCryptoMs = cryptoMs * ofServed;
  return {
    queueingMs: queued,
    networkMs: endMs - startMs - queued - served,
    serverAppMs: Math.max(0, served - serverDbMs - serverCryptoMs),
    serverDbMs,
    serverCryptoMs,
  };
}
