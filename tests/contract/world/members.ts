import { randomUUID } from 'node:crypto';
import { exchange } from './http-exchange.ts';
import { jsonOf } from './json-body.ts';

/** A registered user who is signed in. */
export interface Member {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
  readonly dealershipId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The password of every member. */
export const memberPassword = 'LoadTest123!';

/** An address nobody has registered with. */
export function newEmail(): string {
  return `m-${randomUUID()}@example.com`;
}

/** Registers a new user in `dealershipId`. Throws with the answer when that does not work. */
export async function registerMember(origin: string, dealershipId: string): Promise<Member> {
  const email = newEmail();
  const answer = await exchange(origin, {
    method: 'POST',
    path: '/api/v1/auth/register',
    json: {
      email,
      password: memberPassword,
      first_name: 'Ann',
      last_name: 'Seller',
      dealership_id: dealershipId,
    },
  });
  const body = jsonOf<{ access_token: string; refresh_token: string; user: { id: string } }>(answer, 201);
  return {
    userId: body.user.id,
    email,
    password: memberPassword,
    dealershipId,
    accessToken: body.access_token,
    refreshToken: body.refresh_token,
  };
}
