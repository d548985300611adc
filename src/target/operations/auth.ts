import { knownValue } from '../known-value.ts';
import type { BuildContext, Operation } from '../operation.ts';
import { jsonMembers, RequestPool } from '../request-data/request-pool.ts';
import { taggedSerial } from '../request-data/request-serial.ts';
import { objectWith } from '../success-checks.ts';

const names = new RequestPool(101, (faker) =>
  jsonMembers({ first_name: faker.person.firstName(), last_name: faker.person.lastName() }),
);

const open = { service: 'auth', method: 'POST', rateTier: 'ip', authenticated: false } as const;
const signedIn = { service: 'auth', rateTier: 'user+dealership', authenticated: true } as const;

/** Sign-in, sessions and passwords. */
export const authOperations: readonly Operation[] = [
  {
    ...open,
    id: 'auth.register',
    path: '/api/v1/auth/register',
    success: objectWith('access_token', 201),
    needs: [],
    learns: { peerUserId: 'user.id' },
    creates: 'user',
    build: (context, path) => ({
      path,
      body:
        `{"email":"vu-${taggedSerial(context)}@example.com","password":${JSON.stringify(context.credentials.password)},` +
        `${names.pick(context.faker)},"dealership_id":${JSON.stringify(context.dealershipId)}}`,
    }),
  },
  {
    ...open,
    id: 'auth.login',
    path: '/api/v1/auth/login',
    success: objectWith('access_token'),
    needs: [],
    learns: { refreshToken: 'refresh_token' },
    build: (context, path) => ({ path, body: JSON.stringify(context.credentials) }),
  },
  {
    ...open,
    id: 'auth.refresh',
    path: '/api/v1/auth/refresh',
    success: objectWith('access_token'),
    needs: ['refreshToken'],
    learns: { refreshToken: 'refresh_token' },
    build: (context, path) => ({
      path,
      body: tokenBody('refresh_token', knownValue(context, 'refreshToken')),
    }),
  },
  {
    ...open,
    id: 'auth.forgotPassword',
    path: '/api/v1/auth/forgot-password',
    success: objectWith('message'),
    needs: [],
    build: (context, path) => ({ path, body: tokenBody('email', context.credentials.email) }),
  },
  {
    ...open,
    id: 'auth.resetPassword',
    path: '/api/v1/auth/reset-password',
    success: objectWith('message'),
    needs: ['resetToken'],
    outOfReach:
      'the reset token is stored by the product and never handed out, so a success needs its mailbox',
    build: (context, path) => ({
      path,
      body: JSON.stringify({
        token: knownValue(context, 'resetToken'),
        new_password: context.credentials.password,
      }),
    }),
  },
  {
    ...open,
    id: 'auth.verifyEmail',
    path: '/api/v1/auth/verify-email',
    success: objectWith('message'),
    needs: ['emailToken'],
    outOfReach: 'nothing in the product hands out a confirmation token, so the answer is always 400',
    build: (context, path) => ({ path, body: tokenBody('token', knownValue(context, 'emailToken')) }),
  },
  {
    ...signedIn,
    id: 'auth.logout',
    method: 'POST',
    path: '/api/v1/auth/logout',
    success: objectWith('message'),
    needs: [],
    build: (_context, path) => ({ path }),
    // The logout drops the user's only refresh token.
    forgets: ['refreshToken'],
  },
  {
    ...signedIn,
    id: 'auth.me',
    method: 'GET',
    path: '/api/v1/auth/me',
    success: objectWith('id'),
    needs: [],
    build: (_context, path) => ({ path }),
  },
  {
    ...signedIn,
    id: 'auth.changePassword',
    method: 'POST',
    path: '/api/v1/auth/change-password',
    success: objectWith('message'),
    needs: [],
    build: (context, path) => ({ path, body: samePasswordBody(context) }),
  },
];

/** The new password is the old one: the hashing is the same, and the user can sign in again afterwards. */
function samePasswordBody(context: BuildContext): string {
  const password = JSON.stringify(context.credentials.password);
  return `{"current_password":${password},"new_password":${password}}`;
}

function tokenBody(name: string, value: string): string {
  return `{"${name}":${JSON.stringify(value)}}`;
}
