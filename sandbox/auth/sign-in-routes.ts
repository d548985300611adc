import { randomUUID } from 'node:crypto';

import type { FastifyInstance, FastifyReply } from 'fastify';

import { inForm, lowered, withoutBlanks } from '../wire/body-fields.ts';
import { jsonError } from '../wire/replies.ts';
import type { AuthParts } from './auth-parts.ts';
import { loginSchema, refreshSchema, registerSchema } from './schemas.ts';
import type { UserRow } from './users.ts';

const config = { rateTier: 'ip', authenticated: false } as const;
const preValidation = [inForm({ email: lowered }), withoutBlanks];

interface Registration {
  readonly email: string;
  readonly password: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly dealership_id?: string;
}

/** Register, login and refresh: public, each answers with a pair of tokens. */
export function signInRoutes(app: FastifyInstance, parts: AuthParts): void {
  registerRoute(app, parts);
  loginRoute(app, parts);
  refreshRoute(app, parts);
}

function registerRoute(app: FastifyInstance, parts: AuthParts): void {
  const { users, passwords } = parts;
  app.post<{ Body: Registration }>(
    '/api/v1/auth/register',
    {
      config: { ...config, failure: 'Failed to create user' },
      preValidation,
      schema: { body: registerSchema },
    },
    async (request, reply) => {
      const taken = () => jsonError(reply, 409, 'User with this email already exists');
      const { email, password, first_name = '', last_name = '', dealership_id = null } = request.body;
      if ((await users.byEmail(email)) !== undefined) return taken();
      const user: UserRow = {
        id: randomUUID(),
        email,
        password_hash: await passwords.hash(password),
        first_name,
        last_name,
        role: 'SALESPERSON',
        dealership_id,
        is_active: true,
      };
      return (await users.insert(user)) ? openSession(parts, reply, 201, user) : taken();
    },
  );
}

function loginRoute(app: FastifyInstance, parts: AuthParts): void {
  const { users, passwords } = parts;
  app.post<{ Body: { readonly email: string; readonly password: string } }>(
    '/api/v1/auth/login',
    { config: { ...config, failure: 'Failed to log in' }, preValidation, schema: { body: loginSchema } },
    async (request, reply) => {
      const { email, password } = request.body;
      const user = await users.byEmail(email);
      if (user === undefined) return jsonError(reply, 401, 'Invalid email or password');
      if (!user.is_active) return jsonError(reply, 401, 'Account is deactivated');
      if (!(await passwords.matches(password, user.password_hash))) {
        await users.loginFailed(user.id);
        return jsonError(reply, 401, 'Invalid email or password');
      }
      await users.loginSucceeded(user.id);
      return openSession(parts, reply, 200, user);
    },
  );
}

function refreshRoute(app: FastifyInstance, parts: AuthParts): void {
  const { users, sessions, tokens } = parts;
  app.post<{ Body: { readonly refresh_token: string } }>(
    '/api/v1/auth/refresh',
    { config: { ...config, failure: 'Failed to refresh token' }, schema: { body: refreshSchema } },
    async (request, reply) => {
      const given = request.body.refresh_token;
      const reading = tokens.read(given);
      if (reading.kind !== 'valid') return jsonError(reply, 401, 'Invalid refresh token');
      const { userId } = reading.identity;
      if (!(await sessions.isCurrent(userId, given))) {
        return jsonError(reply, 401, 'Refresh token expired or revoked');
      }
      const user = await users.byId(userId);
      if (user === undefined) return jsonError(reply, 401, 'User not found');
      if (!user.is_active) return jsonError(reply, 401, 'Account is deactivated');
      return openSession(parts, reply, 200, user);
    },
  );
}

/** Answers with a new pair of tokens. */
async function openSession({ sessions }: AuthParts, reply: FastifyReply, status: number, user: UserRow) {
  const answer = await sessions.open(user).catch(() => undefined);
  if (answer === undefined) return jsonError(reply, 500, 'Failed to store refresh token');
  return reply.code(status).send(answer);
}
