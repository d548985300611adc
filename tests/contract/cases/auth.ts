import { randomUUID } from 'node:crypto';
import type { ContractRequest } from '../world/http-exchange.ts';
import { memberPassword, newEmail } from '../world/members.ts';
import type { World } from '../world/world.ts';
import { type ContractCase, type RequestBuilder, respondsTo } from './contract-case.ts';
import type { OperationExample } from './refusals.ts';

const post = (route: string, json: object): ContractRequest => ({
  method: 'POST',
  path: `/api/v1/auth/${route}`,
  json,
});
const openly = (route: string, json: object): ContractRequest => ({ ...post(route, json), anonymous: true });

const register: RequestBuilder = (world) =>
  openly('register', {
    email: newEmail(),
    password: memberPassword,
    first_name: 'Load',
    last_name: 'Test',
    dealership_id: world.member.dealershipId,
  });

const login: RequestBuilder = async (world) => {
  const { email, password } = await world.newMember();
  return openly('login', { email, password });
};

const refresh: RequestBuilder = async (world) =>
  openly('refresh', { refresh_token: (await world.newMember()).refreshToken });

const forgotPassword: RequestBuilder = (world) => openly('forgot-password', { email: world.member.email });

/** The token is handed out by mail only, so it is put where the service keeps it. */
const withStoredToken = (kind: 'reset_token' | 'email_token', finish: (token: string) => ContractRequest) => {
  return async (world: World) => {
    const token = randomUUID();
    await world.store.set(`${kind}:${token}`, (await world.newMember()).userId, 3600);
    return finish(token);
  };
};
const resetPassword = withStoredToken('reset_token', (token) =>
  openly('reset-password', { token, new_password: 'Another123!' }),
);
const verifyEmail = withStoredToken('email_token', (token) => openly('verify-email', { token }));

const logout: RequestBuilder = async (world) => ({
  method: 'POST',
  path: '/api/v1/auth/logout',
  headers: { authorization: `Bearer ${(await world.newMember()).accessToken}` },
});

const me: RequestBuilder = () => ({ method: 'GET', path: '/api/v1/auth/me' });

const changePassword: RequestBuilder = async (world) => {
  const { accessToken } = await world.newMember();
  return {
    ...post('change-password', { current_password: memberPassword, new_password: 'Changed123!' }),
    headers: { authorization: `Bearer ${accessToken}` },
  };
};

/** The auth operations, asked well. */
export const authExamples: readonly OperationExample[] = [
  { operationId: 'auth.register', build: register, table: 'users', needsStore: true },
  { operationId: 'auth.login', build: login, table: 'users', needsStore: true },
  { operationId: 'auth.refresh', build: refresh, table: 'users' },
  { operationId: 'auth.forgotPassword', build: forgotPassword },
  { operationId: 'auth.resetPassword', build: resetPassword, table: 'users' },
  { operationId: 'auth.verifyEmail', build: verifyEmail, table: 'users' },
  { operationId: 'auth.logout', build: logout, needsStore: true },
  { operationId: 'auth.me', build: me },
  { operationId: 'auth.changePassword', build: changePassword, table: 'users' },
];

/** A token that is sound but whose user was never stored. */
const asGhost = (build: RequestBuilder): RequestBuilder => {
  return async (world) => {
    const token = world.mint({ user_id: randomUUID(), dealership_id: randomUUID() });
    return { ...(await build(world)), headers: { authorization: `Bearer ${token}` } };
  };
};

const fails = (route: string, json: object): RequestBuilder => {
  return () => openly(route, json);
};

/** What is particular to them. */
export const authCases: readonly ContractCase[] = [
  respondsTo('auth.register', 201, 'a new account is signed in at once', register, '"token_type":"Bearer"'),
  respondsTo(
    'auth.register',
    400,
    'a weak password',
    fails('register', { email: newEmail(), password: 'weak' }),
  ),
  respondsTo(
    'auth.register',
    409,
    'an e-mail that is taken',
    (world) => openly('register', { email: world.member.email, password: memberPassword }),
    'User with this email already exists',
  ),
  respondsTo('auth.login', 200, 'the right password', login, '"expires_in":900'),
  respondsTo(
    'auth.login',
    400,
    'no password at all',
    fails('login', { email: newEmail() }),
    'VALIDATION_ERROR',
  ),
  respondsTo(
    'auth.login',
    401,
    'a wrong password',
    (world) => openly('login', { email: world.member.email, password: 'Wrong123!' }),
    'Invalid email or password',
  ),
  respondsTo('auth.refresh', 200, 'the current refresh token', refresh, '"token_type":"Bearer"'),
  respondsTo('auth.refresh', 400, 'no refresh token', fails('refresh', {}), 'VALIDATION_ERROR'),
  respondsTo(
    'auth.refresh',
    401,
    'no token at all in the field',
    fails('refresh', { refresh_token: 'x' }),
    'Invalid refresh token',
  ),
  respondsTo('auth.forgotPassword', 200, 'a known e-mail', forgotPassword),
  respondsTo(
    'auth.forgotPassword',
    200,
    'an unknown e-mail',
    fails('forgot-password', { email: newEmail() }),
  ),
  respondsTo('auth.forgotPassword', 400, 'a malformed e-mail', fails('forgot-password', { email: 'nobody' })),
  respondsTo('auth.resetPassword', 200, 'a token the service keeps', resetPassword),
  respondsTo(
    'auth.resetPassword',
    400,
    'an unknown token',
    fails('reset-password', { token: randomUUID(), new_password: 'Another123!' }),
  ),
  respondsTo('auth.verifyEmail', 200, 'a token the service keeps', verifyEmail),
  respondsTo('auth.verifyEmail', 400, 'an unknown token', fails('verify-email', { token: randomUUID() })),
  respondsTo('auth.logout', 200, 'a signed-in user', logout, 'Logged out successfully'),
  respondsTo('auth.me', 200, 'the signed-in user', me, '"role":"SALESPERSON"'),
  respondsTo('auth.me', 404, 'a user that no longer exists', asGhost(me), 'User not found'),
  respondsTo(
    'auth.changePassword',
    200,
    'the right current password',
    changePassword,
    'Password changed successfully',
  ),
  respondsTo(
    'auth.changePassword',
    401,
    'a wrong current password',
    () => post('change-password', { current_password: 'Wrong123!', new_password: 'Changed123!' }),
    'Current password is incorrect',
  ),
  respondsTo('auth.changePassword', 404, 'a user that no longer exists', asGhost(changePassword)),
];
