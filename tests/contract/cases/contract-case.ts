import type { Answer, ContractRequest } from '../world/http-exchange.ts';
import type { World } from '../world/world.ts';

/** One documented status of one operation, and how to bring it about. */
export interface ContractCase {
  readonly operationId: string;
  readonly status: number;
  /** Completes 'operation status: …', for instance 'a deal that does not exist'. */
  readonly title: string;
  /** Brings the status about and gives the answer; whatever it breaks on the way it has mended again. */
  send(world: World): Promise<Answer>;
  /** Text that the body must contain, where the document names one. */
  readonly bodyContains?: string;
}

/** Builds the request of an operation as a caller with good intentions would send it. */
export type RequestBuilder = (world: World) => ContractRequest | Promise<ContractRequest>;

/** A case that sends one request as the world's signed-in member. */
export function respondsTo(
  operationId: string,
  status: number,
  title: string,
  build: RequestBuilder,
  bodyContains?: string,
): ContractCase {
  return {
    operationId,
    status,
    title,
    send: async (world) => world.send(await build(world)),
    ...(bodyContains === undefined ? {} : { bodyContains }),
  };
}
