import { type Flow, step } from './flow.ts';

/** Goes through the deals, compares tax scenarios, corrects the customer's file and drops a deal that fell through. */
export const financeManager: Flow = async (user) => {
  await step(user, 'deals.list', 'read');
  await step(user, 'tax.batch', 'read');
  await step(user, 'customers.list', 'read');
  if (!(await step(user, 'customers.create', 'fill in a form'))) return;
  await step(user, 'customers.update', 'fill in a form');
  if (await step(user, 'deals.create', 'fill in a form')) {
    await step(user, 'tax.calculate', 'read');
    await step(user, 'deals.update', 'fill in a form');
    await step(user, 'deals.get', 'glance');
    await step(user, 'deals.delete', 'glance');
  }
  await step(user, 'customers.delete', 'glance');
};
