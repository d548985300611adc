import type workload from '../workload.json';
import { type Flow, step } from './flow.ts';

/** Finds or adds the customer, picks a vehicle, quotes the tax, writes the deal up and works on it. */
const salesperson: Flow = async (user) => {
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

/** Goes through the deals, compares tax scenarios, corrects the customer's file and drops a deal that fell through. */
const financeManager: Flow = async (user) => {
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

/** Greets a visitor, checks them in, keeps the board up to date and sees them out. */
const receptionist: Flow = async (user) => {
  await step(user, 'showroom.listVisits', 'glance');
  await step(user, 'customers.search', 'read');
  if (!(await step(user, 'customers.create', 'talk to the customer'))) return;
  if (!(await step(user, 'showroom.createVisit', 'fill in a form'))) return;
  await step(user, 'showroom.getVisit', 'glance');
  await step(user, 'showroom.createNote', 'fill in a form');
  await step(user, 'showroom.listNotes', 'glance');
  await step(user, 'showroom.startTimer', 'glance');
  await step(user, 'showroom.listTimers', 'glance');
  await step(user, 'showroom.changeStatus', 'talk to the customer');
  await step(user, 'showroom.updateVisit', 'fill in a form');
  await step(user, 'showroom.closeVisit', 'glance');
};

/** Looks after the stock, reads what the team writes, and checks now and then that the system is up. */
const salesManager: Flow = async (user) => {
  await step(user, 'gateway.health', 'glance');
  await step(user, 'gateway.ready', 'glance');
  await step(user, 'gateway.live', 'glance');
  await step(user, 'gateway.metrics', 'glance');
  await step(user, 'gateway.version', 'glance');
  await step(user, 'inventory.stats', 'read');
  await step(user, 'inventory.validateVin', 'glance');
  if (await step(user, 'inventory.create', 'fill in a form')) {
    await step(user, 'inventory.get', 'read');
    await step(user, 'inventory.update', 'fill in a form');
    await step(user, 'inventory.delete', 'glance');
  }
  if (await step(user, 'messaging.createConversation', 'glance')) {
    await step(user, 'messaging.getConversation', 'glance');
    await step(user, 'messaging.sendMessage', 'fill in a form');
    await step(user, 'messaging.listMessages', 'read');
    await step(user, 'messaging.markRead', 'glance');
    await step(user, 'messaging.updateConversation', 'glance');
  }
};

/** The people of a dealership. Their weights are data: `workload.json`. */
export const flows: Readonly<Record<keyof typeof workload.flowWeights, Flow>> = {
  salesperson,
  financeManager,
  receptionist,
  salesManager,
};
