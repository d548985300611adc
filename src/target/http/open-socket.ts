import type { ClientRequest } from 'node:http';
import { WebSocket } from 'ws';
import { type Clock, realClock } from '../../base/clock.ts';
import { type Outcome, outcomeOfStatus } from '../../measure/outcome.ts';
import { outcomeOfFailure } from '../../measure/own-faults.ts';
import type { Session } from '../session/session.ts';
import { LONGEST_REPLY_BYTES } from './reply-limits.ts';

/** As long as a connection may take to be opened for a request. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** How an attempt to open a WebSocket ended. */
export type Handshake =
  | {
      readonly kind: 'open';
      readonly socket: WebSocket;
      readonly latencyUs: number;
      /** How much of it this process spent on writing the request. */
      readonly sendDelayUs: number;
    }
  | {
      readonly kind: 'refused';
      readonly outcome: Outcome;
      /** 0 when no answer came. */
      readonly status: number;
      /** What came instead of the 101, for people. */
      readonly reason: string;
      /** Undefined when the request was never sent. */
      readonly latencyUs: number | undefined;
      readonly sendDelayUs: number;
    };

/** Who a socket speaks for: all that any build of the product may look at on the upgrade. */
export function socketHeaders(session: Session): Record<string, string> {
  return {
    authorization: session.authorization,
    'x-user-id': session.user.id,
    'x-dealership-id': session.user.dealershipId,
  };
}

/**
 * Opens a WebSocket. The clock starts when the upgrade request leaves (not when the connection is opened) and stops at
 * the 101; latencies are in microseconds. Never rejects.
 */
export function openSocket(
  url: string,
  headers: Readonly<Record<string, string>>,
  { tlsVerify }: { readonly tlsVerify: boolean },
  clock: Clock = realClock,
): Promise<Handshake> {
  return new Promise((resolve) => {
    let sentMs: number | undefined;
    let latencyUs: number | undefined;
    let sendDelayUs = 0;
    const stopClock = () => {
      latencyUs ??= sentMs === undefined ? undefined : (clock.nowMs() - sentMs) * 1000;
    };
    const socket = new WebSocket(url, {
      headers: { ...headers },
      rejectUnauthorized: tlsVerify,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      // Compressing would charge the measurer's CPU for it, and the product does not offer it.
      perMessageDeflate: false,
      maxPayload: LONGEST_REPLY_BYTES,
      finishRequest: (request) => {
        whenSent(request, /^(wss|https):/.test(url), () => {
          const nowMs = clock.nowMs();
          sentMs = nowMs;
          // What has waited for the connection is written after some of its listeners.
          queueMicrotask(() => {
            sendDelayUs = (clock.nowMs() - nowMs) * 1000;
          });
        });
        request.end();
      },
    });
    const refuse = (outcome: Outcome, status: number, reason: string) => {
      stopClock();
      resolve({ kind: 'refused', outcome, status, reason, latencyUs, sendDelayUs });
    };
    socket.on('upgrade', stopClock);
    socket.on('open', () => resolve({ kind: 'open', socket, latencyUs: latencyUs ?? 0, sendDelayUs }));
    socket.on('unexpected-response', (_request, response) => {
      const { statusCode: status = 0, headers: answer } = response;
      const type = answer['content-type'] ?? 'no content type';
      refuse(outcomeOfStatus(status), status, `the handshake was answered with ${status} ${type}`);
      socket.terminate();
    });
    // An open socket can fail too; its close says so, and without a listener the process would end.
    socket.on('error', (error) => {
      const outcome = /timed out/.test(error.message) ? 'timeout' : outcomeOfFailure(error);
      refuse(outcome, 0, `the handshake failed (${outcome === 'other' ? error.message : outcome})`);
    });
  });
}

/** The request leaves with the connection: both were asked for at once. */
function whenSent(request: ClientRequest, secure: boolean, note: () => void): void {
  request.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', note));
}
