import type { Faker } from '@faker-js/faker';
import type { DealershipPlan } from './dealership-plan.ts';
import { seedTime } from './seed-clock.ts';

/** A customer with the four sensitive fields in clear text. */
export interface CustomerRow {
  readonly id: string;
  readonly dealership_id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip_code: string;
  readonly credit_score: string;
  readonly ssn_last4: string;
  readonly drivers_license_number: string;
  readonly monthly_income: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** The letters and digits of a name that an e-mail address can contain. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** Customers of one dealership. One in five has no income, one in ten no credit score. */
export function customerRows(faker: Faker, plan: DealershipPlan, place: number): readonly CustomerRow[] {
  return Array.from({ length: plan.customers }, (_, index): CustomerRow => {
    const firstName = faker.person.firstName();
    const lastName = faker.person.lastName();
    const state = faker.location.state({ abbreviated: true });
    const createdAt = seedTime(faker.number.float({ min: 1, max: 700 }));
    return {
      id: faker.string.uuid(),
      dealership_id: plan.id,
      first_name: firstName,
      last_name: lastName,
      email: `${plain(firstName)}.${plain(lastName)}.${place + 1}${String(index).padStart(3, '0')}@example.com`,
      phone: `(${faker.string.numeric({ length: 3, allowLeadingZeros: false })}) 555-${faker.string.numeric(4)}`,
      address: faker.location.streetAddress(),
      city: faker.location.city(),
      state,
      zip_code: faker.string.numeric(5),
      credit_score: index % 10 === 9 ? '' : String(faker.number.int({ min: 480, max: 850 })),
      ssn_last4: faker.string.numeric(4),
      drivers_license_number: `${state}${faker.string.numeric(7)}`,
      monthly_income: index % 5 === 4 ? '' : String(faker.number.int({ min: 2200, max: 14_000 })),
      created_at: createdAt,
      updated_at: createdAt,
    };
  });
}
