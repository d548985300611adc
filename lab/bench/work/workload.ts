import { operationById } from '../../../src/target/catalogue.ts';
import type { BuildContext, Operation } from '../../../src/target/operation.ts';
import { UserFaker } from '../../../src/target/request-data/user-faker.ts';
import { CUSTOMER_ID, DEAL_ID, DEALERSHIP_ID } from '../server/canned-replies.ts';

/** The five operations of the bench from the catalogue, in the order in which each virtual user does them. */
export const BENCH_OPERATIONS: readonly Operation[] = [
  'customers.search',
  'deals.create',
  'deals.get',
  'deals.update',
  'tax.calculate',
].map(operationById);

/** The data that one virtual user of the bench builds its requests from. */
export function benchContext(index: number): BuildContext {
  return {
    faker: new UserFaker(1_000 + index),
    dealershipId: DEALERSHIP_ID,
    homeDealershipId: DEALERSHIP_ID,
    userId: `user-${index}`,
    credentials: { email: 'bench@example.com', password: 'not-a-secret' },
    runTag: 'bench',
    known: { customerId: CUSTOMER_ID, dealId: DEAL_ID },
  };
}
