import { randomUUID } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

import { inForm, lowered } from '../wire/body-fields.ts';
import { jsonError } from '../wire/replies.ts';
import type { AuthParts } from './auth-parts.ts';
import { forgotPasswordSchema, resetPasswordSchema, verifyEmailSchema } from './schemas.ts';

const config = { rateTier: 'ip', authenticated: false } as const;
const RESET_TOKEN_SECONDS = 3600;

/** Lost passwords and confirmation of e-mail addresses. The sandbox sends no mail: the tokens are in the store. */
export function recoveryRoutes(app: FastifyInstance, { users, sessions, passwords, store }: AuthParts): void {
  const storeResetToken = async (email: string) => {
    const user = await users.byEmail(email);
    if (user !== undefined) await store.set(`reset_token:${randomUUID()}`, user.id, RESET_TOKEN_SECONDS);
  };
  app.post<{ Body: { readonly email: string } }>(
    '/api/v1/auth/forgot-password',
    { config, preValidation: inForm({ email: lowered }), schema: { body: forgotPasswordSchema } },
    async (request) => {
      // The same answer for everyone, so that it does not reveal who has an account; also while store or database are
      // down, since the contract has no 500 here.
      await storeResetToken(request.body.email).catch((error: unknown) => request.log.error(error));
      return { message: 'If the email exists, a password reset link has been sent' };
    },
  );

  app.post<{ Body: { readonly token: string; readonly new_password: string } }>(
    '/api/v1/auth/reset-password',
    { config: { ...config, failure: 'Failed to reset password' }, schema: { body: resetPasswordSchema } },
    async (request, reply) => {
      const { token, new_password: password } = request.body;
      const key = `reset_token:${token}`;
      const userId = await store.get(key);
      if (userId === undefined) return jsonError(reply, 400, 'Invalid or expired reset token');
      await users.setPassword(userId, await passwords.hash(password));
      await store.delete(key);
      await sessions.drop(userId);
      return { message: 'Password reset successfully' };
    },
  );

  app.post<{ Body: { readonly token: string } }>(
    '/api/v1/auth/verify-email',
    { config: { ...config, failure: 'Failed to verify email' }, schema: { body: verifyEmailSchema } },
    async (request, reply) => {
      const key = `email_token:${request.body.token}`;
      const userId = await store.get(key);
      if (userId === undefined) return jsonError(reply, 400, 'Invalid or expired verification token');
      await users.verifyEmail(userId);
      await store.delete(key);
      return { message: 'Email verified successfully' };
    },
  );
}
