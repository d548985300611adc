import { type Flow, step } from './flow.ts';

/** Greets a visitor, checks them in, keeps the board up to date and sees them out. */
export const receptionist: Flow = async (user) => {
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
