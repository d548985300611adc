import type { Answer, ContractRequest } from './http-exchange.ts';
import { jsonOf } from './json-body.ts';
import { newCustomerBody, newDealBody, newVehicleBody } from './new-records.ts';

/** Stores one record per call, as a person would, and gives its id. */
export interface Maker {
  deal(): Promise<string>;
  customer(): Promise<string>;
  vehicle(): Promise<string>;
  /** A customer who has just walked in. */
  visit(): Promise<string>;
  /** A group of the member and a colleague, without messages. */
  conversation(): Promise<string>;
  /** A text in a conversation of its own. */
  message(): Promise<{ readonly conversationId: string; readonly messageId: string }>;
}

/** Makes records through `send`, in `dealershipId`, with `colleagueId` as the other side of conversations. */
export function recordMaker(
  send: (request: ContractRequest) => Promise<Answer>,
  dealershipId: string,
  colleagueId: string,
): Maker {
  const create = async (path: string, json: object): Promise<string> =>
    jsonOf<{ id: string }>(await send({ method: 'POST', path, json }), 201).id;

  const customer = () => create('/api/v1/customers', newCustomerBody(dealershipId));
  const conversation = () =>
    create('/api/v1/messaging/conversations', {
      type: 'GROUP',
      participant_ids: [colleagueId],
      name: 'Sales floor',
    });

  return {
    customer,
    conversation,
    deal: () => create('/api/v1/deals', newDealBody(dealershipId)),
    vehicle: () => create('/api/v1/inventory/vehicles', newVehicleBody(dealershipId)),
    visit: async () => create('/api/v1/showroom/visits', { customer_id: await customer() }),
    message: async () => {
      const conversationId = await conversation();
      const path = `/api/v1/messaging/conversations/${conversationId}/messages`;
      return { conversationId, messageId: await create(path, { type: 'TEXT', content: 'Hello' }) };
    },
  };
}
