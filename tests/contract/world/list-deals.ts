import type { Answer } from './http-exchange.ts';
import type { World } from './world.ts';

/** Asks for the deals of the member's dealership, with this `authorization` header. */
export function listDeals(world: World, authorization: string): Promise<Answer> {
  return world.send({
    method: 'GET',
    path: `/api/v1/deals?dealership_id=${world.member.dealershipId}`,
    headers: { authorization },
  });
}
