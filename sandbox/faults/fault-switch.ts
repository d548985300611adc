import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import type { Fault, FaultSite, SwitchOff } from './fault-kind.ts';
import { operationOf } from './operations.ts';
import { slowStatements } from './slow-statements.ts';

/** Switches the faults of a running sandbox on and off. The seconds of a fault count from the moment it is switched on. */
export class FaultSwitch {
  readonly site: FaultSite;
  #on: { readonly fault: Fault; readonly switchOff: SwitchOff }[] = [];
  /** Changes happen one after the other. */
  #changing: Promise<void> = Promise.resolve();

  constructor(app: FastifyInstance, pool: Pool) {
    this.site = createSite(app.server, pool);
    slowStatements(pool, this.site.statementDelaysMs);
    addSteps(app, this.site);
  }

  /** The faults that are on, as they were written. */
  get texts(): readonly string[] {
    return this.#on.map(({ fault }) => fault.text);
  }

  /** The settings of tokens, whose life a fault can shorten at any time. */
  tokenSettings<S extends { readonly accessTokenSeconds: number }>(settings: S): S {
    const { site } = this;
    return {
      ...settings,
      get accessTokenSeconds() {
        return site.tokenSeconds ?? settings.accessTokenSeconds;
      },
    };
  }

  /** Switches all faults off, and then these on. Those of pages are part of the web client and stay as they are. */
  set(faults: readonly Fault[]): Promise<void> {
    const change = async () => {
      // The last one first: where two act on the same thing, the first has kept what it was without any.
      for (const { switchOff } of this.#on.splice(0).reverse()) await switchOff();
      for (const fault of faults) {
        if (fault.effect.on === 'page') continue;
        this.#on.push({ fault, switchOff: await fault.effect.switchOn(this.site) });
      }
    };
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => undefined);
    return changed;
  }
}

function createSite(server: Server, pool: Pool): FaultSite {
  const connections = new Set<Socket>();
  const upgraded = new Set<Socket>();
  const keepWhileOpen = (sockets: Set<Socket>, socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  server.on('connection', (socket) => keepWhileOpen(connections, socket));
  server.on('upgrade', (_request, socket) => keepWhileOpen(upgraded, socket as Socket));
  return {
    server,
    pool,
    connections,
    upgraded,
    requestSteps: new Set(),
    answerSteps: new Set(),
    statementDelaysMs: new Map(),
    tokenSeconds: undefined,
    now: () => performance.now(),
    wait: (ms) => sleep(ms),
    after,
    every(ms, work) {
      const startedMs = performance.now();
      let stop = () => {};
      const plan = (times: number) => {
        stop = after(startedMs + times * ms - performance.now(), () => {
          work();
          plan(Math.max(times + 1, Math.ceil((performance.now() - startedMs) / ms)));
        });
      };
      plan(1);
      return () => stop();
    },
  };
}

function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, Math.max(0, ms)).unref();
  return () => clearTimeout(timer);
}

/** The steps of faults run after the gateway's checks, and before the answer is compressed. */
function addSteps(app: FastifyInstance, { requestSteps, answerSteps }: FaultSite): void {
  app.addHook('preHandler', async (request, reply) => {
    if (requestSteps.size === 0) return undefined;
    const operation = operationOf(request.method, request.routeOptions.url ?? '');
    if (operation === undefined) return undefined;
    for (const step of requestSteps) {
      await step(operation, request, reply);
      if (reply.sent) return reply;
    }
    return undefined;
  });
  app.addHook('onSend', async (request, _reply, payload) => {
    if (answerSteps.size === 0 || typeof payload !== 'string') return payload;
    const operation = operationOf(request.method, request.routeOptions.url ?? '');
    if (operation === undefined) return payload;
    let body = payload;
    for (const step of answerSteps) body = step(operation, body);
    return body;
  });
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Undefined when nothing is wrong, and nothing can be made wrong. Nothing is on before someone sets it. */
    faults: FaultSwitch | undefined;
  }
}
