import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { parseFault } from '../../sandbox/faults/fault.ts';
import type { FaultSite, SwitchOff } from '../../sandbox/faults/fault-kind.ts';

/** A place to switch faults on without a sandbox. Its clock stands still until the test moves it. */
export interface TestSite extends FaultSite {
  atMs: number;
  /** How long each wait was, in ms. */
  readonly waitsMs: number[];
}

export function testSite(): TestSite {
  const waitsMs: number[] = [];
  return {
    atMs: 0,
    waitsMs,
    server: new EventEmitter() as Server,
    pool: {} as Pool,
    connections: new Set(),
    upgraded: new Set(),
    requestSteps: new Set(),
    answerSteps: new Set(),
    statementDelaysMs: new Map(),
    tokenSeconds: undefined,
    now() {
      return this.atMs;
    },
    wait: async (ms) => void waitsMs.push(ms),
    after: () => () => undefined,
    every: () => () => undefined,
  };
}

/** Switches the fault on that a text means. */
export async function switchOn(text: string, site: FaultSite): Promise<SwitchOff> {
  const effect = parseFault(text)?.effect;
  if (effect?.on !== 'sandbox') throw new Error(`'${text}' is no fault of the sandbox`);
  return effect.switchOn(site);
}

/** What became of a request: the waits of its faults in ms, and how they ended it if they did. */
export interface PassedRequest {
  readonly waitedMs: number;
  readonly end: 'passed' | 'cut' | number;
}

/** Sends a request of an operation through the faults of a site. */
export async function pass(site: TestSite, operation: string): Promise<PassedRequest> {
  let end: PassedRequest['end'] = 'passed';
  const reply = {
    code: (status: number) => {
      end = status;
      return reply;
    },
    header: () => reply,
    send: () => reply,
    hijack: () => undefined,
  };
  const socket = {
    resetAndDestroy: () => {
      end = 'cut';
    },
  };
  const before = site.waitsMs.length;
  for (const step of site.requestSteps) {
    if (end !== 'passed') break;
    await step(operation, { raw: { socket } } as unknown as FastifyRequest, reply as unknown as FastifyReply);
  }
  return { waitedMs: site.waitsMs.slice(before).reduce((sum, each) => sum + each, 0), end };
}
