import { upgrade } from '../world/socket.ts';
import { type ContractCase, respondsTo } from './contract-case.ts';

/** The two upgrade endpoints. */
export const socketCases: readonly ContractCase[] = [
  {
    operationId: 'messaging.connect',
    status: 101,
    title: 'an access token is enough',
    send: (world) =>
      upgrade(world.origin, '/ws/messaging', { authorization: `Bearer ${world.member.accessToken}` }),
  },
  {
    operationId: 'messaging.connect',
    status: 101,
    title: 'a user id is enough',
    send: (world) => upgrade(world.origin, '/ws/messaging', { 'x-user-id': world.member.userId }),
  },
  {
    operationId: 'messaging.connect',
    status: 400,
    title: 'neither token nor user id',
    send: (world) => upgrade(world.origin, '/ws/messaging', {}),
    bodyContains: 'Missing user ID',
  },
  {
    operationId: 'showroom.connect',
    status: 101,
    title: 'no identity is needed',
    send: (world) => upgrade(world.origin, '/ws/showroom', {}),
  },
  respondsTo(
    'showroom.connect',
    400,
    'a plain request is no upgrade',
    () => ({ method: 'GET', path: '/ws/showroom', anonymous: true }),
    'Bad Request',
  ),
];
