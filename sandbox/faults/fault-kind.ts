import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';

/**
 * Runs before the handler of a request of an operation. It may wait, answer or cut the connection; after an answer, nothing else runs.
 * Returns undefined when there is nothing to wait for.
 */
export type RequestStep = (
  operation: string,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<void> | undefined;

/** Returns the body to send instead of `body`. */
export type AnswerStep = (operation: string, body: string) => string;

/** The parts of a running sandbox that faults act on. */
export interface FaultSite {
  readonly server: Server;
  readonly pool: Pool;
  /** All open connections that the server has accepted. */
  readonly connections: ReadonlySet<Socket>;
  /** Those of them that are WebSockets. */
  readonly upgraded: ReadonlySet<Socket>;
  readonly requestSteps: Set<RequestStep>;
  readonly answerSteps: Set<AnswerStep>;
  /** How long the database sleeps before a statement of this name, in ms. */
  readonly statementDelaysMs: Map<string, number>;
  /** How long new access tokens really live; undefined for as long as the answers say. */
  tokenSeconds: number | undefined;
  /** A monotonic clock, in ms. */
  now(): number;
  wait(ms: number): Promise<void>;
  /** Does something once. @returns how to keep it from happening */
  after(ms: number, work: () => void): () => void;
  /** Does something at every multiple of a time from now on, however long it takes. @returns how to end it */
  every(ms: number, work: () => void): () => void;
}

/** Undoes what switching on did. */
export type SwitchOff = () => void | Promise<void>;

/** What the script `web/page-faults.js` does on a page. */
export type PageFault =
  | { readonly kind: 'script'; readonly path: string; readonly blockMs: number }
  | { readonly kind: 'picture'; readonly path: string; readonly kilobytes: number };

/** What a fault does: to the sandbox, from any moment on, or to the web client that the sandbox loads at its start. */
export type FaultEffect =
  | { readonly on: 'sandbox'; readonly switchOn: (site: FaultSite) => SwitchOff | Promise<SwitchOff> }
  | { readonly on: 'page'; readonly page: PageFault };

/** A deliberate fault, for tests of what has to find it. */
export interface Fault {
  readonly kind: string;
  /** As it was written. */
  readonly text: string;
  readonly effect: FaultEffect;
}

/** A kind of fault: how it is written, and the truth that finders of it are held against. */
export interface FaultKind {
  readonly name: string;
  /**
   * What stands before the kind in the text: an operation, a service or `*` for all operations; the name of a statement; the
   * path of a page; nothing for faults of the whole sandbox, which are written `kind:amount`.
   */
  readonly place: 'operations' | 'statement' | 'page' | 'nothing';
  readonly example: string;
  /** What happens while the fault is on, with the figures of the example. */
  readonly promise: string;
  /** The form of the amount. Each group is a whole number. */
  readonly amount: RegExp;
  /** @returns undefined when the numbers or the place make no sense */
  effect(amounts: readonly number[], where: string): FaultEffect | undefined;
}

/** Adds a step that requests pass until the fault is switched off. */
export function addStep({ requestSteps }: FaultSite, step: RequestStep): SwitchOff {
  requestSteps.add(step);
  return () => void requestSteps.delete(step);
}
