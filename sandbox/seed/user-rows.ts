import type { Faker } from '@faker-js/faker';
import { type DealershipPlan, firstDealershipId } from './dealership-plan.ts';
import { seedTime } from './seed-clock.ts';

/** A user without the password, which is the same for all. */
export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly role: string;
  readonly dealership_id: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** E-mail address of the user that load tests sign in with by default. */
const loadTestEmail = 'loadtest@example.com';
/** Password of every seeded user. */
export const seedPassword = 'LoadTest123!';

/** Users of one dealership: an ADMIN, then salespeople. In the first dealership, Load Test comes first. */
export function userRows(faker: Faker, plan: DealershipPlan, place: number): readonly UserRow[] {
  const createdAt = seedTime(500);
  return Array.from({ length: plan.users }, (_, index): UserRow => {
    const isLoadTest = plan.id === firstDealershipId && index === 0;
    const firstName = isLoadTest ? 'Load' : faker.person.firstName();
    const lastName = isLoadTest ? 'Test' : faker.person.lastName();
    const isAdmin = index === (plan.id === firstDealershipId ? 1 : 0);
    return {
      id: faker.string.uuid(),
      email: isLoadTest ? loadTestEmail : `user-${place + 1}-${index + 1}@dealers.example.com`,
      first_name: firstName,
      last_name: lastName,
      role: isAdmin ? 'ADMIN' : 'SALESPERSON',
      dealership_id: plan.id,
      created_at: createdAt,
      updated_at: createdAt,
    };
  });
}
