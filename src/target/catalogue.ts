import type { Operation, ServiceName } from './operation.ts';
import { authOperations } from './operations/auth.ts';
import { customersOperations } from './operations/customers.ts';
import { dealsOperations } from './operations/deals.ts';
import { gatewayOperations } from './operations/gateway.ts';
import { inventoryOperations } from './operations/inventory.ts';
import { messagingOperations } from './operations/messaging.ts';
import { showroomOperations } from './operations/showroom.ts';
import { taxOperations } from './operations/tax.ts';

/** Every HTTP operation that the suite knows, in the order of the services and of the contract. */
export const operations: readonly Operation[] = [
  ...gatewayOperations,
  ...authOperations,
  ...dealsOperations,
  ...customersOperations,
  ...inventoryOperations,
  ...showroomOperations,
  ...messagingOperations,
  ...taxOperations,
];

/** Ids of the WebSockets, whose addresses the target's settings name. */
export type SocketId = 'messaging.connect' | 'showroom.connect';

/** A WebSocket of the contract. It is opened and not requested, so it is not an `Operation`. */
export interface SocketRoute {
  readonly id: SocketId;
  readonly service: ServiceName;
  readonly path: string;
}

/** The WebSockets. The environment says at which address they are really found. */
export const sockets: readonly SocketRoute[] = [
  { id: 'messaging.connect', service: 'messaging', path: '/ws/messaging' },
  { id: 'showroom.connect', service: 'showroom', path: '/ws/showroom' },
];

/** Operations of the contract that the suite leaves alone, each with its reason. */
export const excludedOperations: readonly { readonly id: string; readonly reason: string }[] = [
  {
    id: 'inventory.decodeVin',
    reason: 'it calls a public government service, so load on it would be load on a third party',
  },
];

const byId: ReadonlyMap<string, Operation> = new Map(
  operations.map((operation) => [operation.id, operation]),
);

/**
 * The operation of an id.
 *
 * @throws Error when the catalogue has no such operation
 */
export function operationById(id: string): Operation {
  const operation = byId.get(id);
  if (operation === undefined) {
    throw new Error(
      `operation: found ${JSON.stringify(id)}; right would be an id of src/target/catalogue.ts`,
    );
  }
  return operation;
}
