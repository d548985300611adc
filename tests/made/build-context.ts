import type { BuildContext, Knowledge } from '../../src/target/operation.ts';
import { UserFaker } from '../../src/target/request-data/user-faker.ts';

/** Everything that an operation may need, as if all preparations had succeeded. */
export const allKnown: Required<Knowledge> = {
  dealId: '4a4f3c1e-0d7b-4f0e-9d60-0d3f6f9c1a01',
  customerId: '4a4f3c1e-0d7b-4f0e-9d60-0d3f6f9c1a02',
  vehicleId: '4a4f3c1e-0d7b-4f0e-9d60-0d3f6f9c1a03',
  visitId: '4a4f3c1e-0d7b-4f0e-9d60-0d3f6f9c1a04',
  conversationId: '4a4f3c1e-0d7b-4f0e-9d60-0d3f6f9c1a05',
  peerUserId: '4a4f3c1e-0d7b-4f0e-9d60-0d3f6f9c1a06',
  refreshToken: 'refresh.token.text',
  resetToken: 'reset-token',
  emailToken: 'email-token',
};

/** A user that knows everything, or only what is given. */
export function buildContext(seed: number, overrides: Partial<BuildContext> = {}): BuildContext {
  return {
    faker: new UserFaker(seed),
    dealershipId: '9d1c2b3a-4f5e-5a6b-8c7d-0e1f2a3b4c5d',
    homeDealershipId: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
    userId: '4a4f3c1e-0d7b-4f0e-9d60-0d3f6f9c1aff',
    credentials: { email: 'vu-1@example.com', password: 'LoadTest123!' },
    runTag: 'r7f3a',
    known: { ...allKnown },
    ...overrides,
  };
}
