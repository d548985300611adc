import { type Flow, step } from './flow.ts';

/** Looks after the stock, reads what the team writes, and checks now and then that the system is up. */
export const salesManager: Flow = async (user) => {
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
