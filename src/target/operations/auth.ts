import { knownValue } from '../known-value.ts';
import type { BuildContext } from '../operation.ts';
import { jsonMembers, RequestPool } from '../request-data/request-pool.ts';
import { taggedSerial } from '../request-data/request-serial.ts';
import { objectWith } from '../success-checks.ts';
import { operationsFrom } from './from-table.ts';

const names = new RequestPool(101, (faker) =>
  jsonMembers({ first_name: faker.person.firstName(), last_name: faker.person.lastName() }),
);

const open = { rateTier: 'ip', authenticated: false } as const;

/** Sign-in, sessions and passwords. */
export const authOperations = operationsFrom({
  'auth.register': {
    ...open,
    route: 'POST /api/v1/auth/register',
    success: objectWith('access_token', 201),
    learns: { peerUserId: 'user.id' },
    creates: 'user',
    body: (context) =>
      `{"email":"vu-${taggedSerial(context)}@example.com","password":${JSON.stringify(context.credentials.password)},` +
      `${names.pick(context.faker)},"dealership_id":${JSON.stringify(context.dealershipId)}}`,
  },
  'auth.login': {
    ...open,
    route: 'POST /api/v1/auth/login',
    readsOnly: true,
    success: objectWith('access_token'),
    learns: { refreshToken: 'refresh_token' },
    body: ({ credentials }) => JSON.stringify(credentials),
  },
  'auth.refresh': {
    ...open,
    route: 'POST /api/v1/auth/refresh',
    readsOnly: true,
    success: objectWith('access_token'),
    needs: ['refreshToken'],
    learns: { refreshToken: 'refresh_token' },
    body: (context) => tokenBody('refresh_token', knownValue(context, 'refreshToken')),
  },
  'auth.forgotPassword': {
    ...open,
    route: 'POST /api/v1/auth/forgot-password',
    success: objectWith('message'),
    body: ({ credentials }) => tokenBody('email', credentials.email),
  },
  'auth.resetPassword': {
    ...open,
    route: 'POST /api/v1/auth/reset-password',
    success: objectWith('message'),
    needs: ['resetToken'],
    outOfReach:
      'the product stores the reset token and sends it by mail only, so a success needs the mailbox',
    body: (context) =>
      JSON.stringify({
        token: knownValue(context, 'resetToken'),
        new_password: context.credentials.password,
      }),
  },
  'auth.verifyEmail': {
    ...open,
    route: 'POST /api/v1/auth/verify-email',
    success: objectWith('message'),
    needs: ['emailToken'],
    outOfReach: 'nothing in the product hands out a confirmation token, so the answer is always 400',
    body: (context) => tokenBody('token', knownValue(context, 'emailToken')),
  },
  'auth.logout': {
    route: 'POST /api/v1/auth/logout',
    success: objectWith('message'),
    // The logout drops the user's only refresh token.
    forgets: ['refreshToken'],
  },
  'auth.me': { route: 'GET /api/v1/auth/me' },
  'auth.changePassword': {
    route: 'POST /api/v1/auth/change-password',
    success: objectWith('message'),
    body: samePasswordBody,
  },
});

/** The new password is the old one: the hashing is the same, and the user can sign in again afterwards. */
function samePasswordBody(context: BuildContext): string {
  const password = JSON.stringify(context.credentials.password);
  return `{"current_password":${password},"new_password":${password}}`;
}

function tokenBody(name: string, value: string): string {
  return `{"${name}":${JSON.stringify(value)}}`;
}
