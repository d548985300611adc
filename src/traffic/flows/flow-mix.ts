import type { Faker } from '@faker-js/faker';
import type { Flow } from '../flow.ts';
import workload from '../workload.json' with { type: 'json' };
import { financeManager } from './finance-manager.ts';
import { receptionist } from './receptionist.ts';
import { salesManager } from './sales-manager.ts';
import { salesperson } from './salesperson.ts';

/** The people of a dealership. Their weights are data: `workload.json`. */
export const flows: Readonly<Record<keyof typeof workload.flowWeights, Flow>> = {
  salesperson,
  financeManager,
  receptionist,
  salesManager,
};

const WEIGHTED = Object.entries(workload.flowWeights).map(([name, weight]) => ({
  weight,
  value: flows[name as keyof typeof flows],
}));

/** Draws who the user is this time. */
export function pickFlow(faker: Faker): Flow {
  return faker.helpers.weightedArrayElement(WEIGHTED);
}
