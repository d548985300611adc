import type { FastifyInstance, FastifyRequest } from 'fastify';

import { bearerToken } from '../gateway/token-check.ts';
import { identityOf } from '../wire/identity.ts';
import { jsonError } from '../wire/replies.ts';
import type { AuthParts } from './auth-parts.ts';
import { changePasswordSchema } from './schemas.ts';
import { publicUser } from './users.ts';

/** The signed-in user's own account: who am I, log out, change the password. */
export function accountRoutes(app: FastifyInstance, { users, sessions, passwords }: AuthParts): void {
  app.get('/api/v1/auth/me', { config: { failure: 'Failed to get user' } }, async (request, reply) => {
    // Only this route checks the blacklist. Elsewhere a logged-out token works until it expires.
    if (await sessions.isClosed(accessTokenOf(request)))
      return jsonError(reply, 401, 'Token has been revoked');
    const user = await users.byId(identityOf(request).userId);
    return user === undefined ? jsonError(reply, 404, 'User not found') : publicUser(user);
  });

  app.post('/api/v1/auth/logout', { config: { failure: 'Failed to log out' } }, async (request) => {
    await sessions.close(identityOf(request).userId, accessTokenOf(request));
    return { message: 'Logged out successfully' };
  });

  app.post<{ Body: { readonly current_password: string; readonly new_password: string } }>(
    '/api/v1/auth/change-password',
    { config: { failure: 'Failed to change password' }, schema: { body: changePasswordSchema } },
    async (request, reply) => {
      const { current_password: current, new_password: next } = request.body;
      const user = await users.byId(identityOf(request).userId);
      if (user === undefined) return jsonError(reply, 404, 'User not found');
      if (!(await passwords.matches(current, user.password_hash))) {
        return jsonError(reply, 401, 'Current password is incorrect');
      }
      await users.setPassword(user.id, await passwords.hash(next));
      return { message: 'Password changed successfully' };
    },
  );
}

function accessTokenOf(request: FastifyRequest): string {
  return bearerToken(request.headers.authorization ?? '') ?? '';
}
