import { type Flow, step } from './flow.ts';

/** Finds or adds the customer, picks a vehicle, quotes the tax, writes the deal up and works on it. */
export const salesperson: Flow = async (user) => {
  await step(user, 'auth.me', 'glance');
  await step(user, 'customers.search', 'read');
  if (!(await step(user, 'customers.create', 'talk to the customer'))) return;
  await step(user, 'customers.get', 'glance');
  await step(user, 'inventory.list', 'read');
  await step(user, 'tax.calculate', 'talk to the customer');
  await step(user, 'deals.list', 'read');
  if (!(await step(user, 'deals.create', 'fill in a form'))) return;
  await step(user, 'deals.get', 'read');
  await step(user, 'deals.update', 'fill in a form');
  await step(user, 'messaging.listConversations', 'glance');
  if (await step(user, 'messaging.createConversation', 'glance')) {
    await step(user, 'messaging.setTyping', 'fill in a form');
    await step(user, 'messaging.sendMessage', 'glance');
  }
};
