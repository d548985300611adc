import type { FastifyInstance } from 'fastify';

import type { SandboxContext, Service } from '../context.ts';
import type { Settings } from '../settings.ts';
import { accountRoutes } from './account-routes.ts';
import { createPasswords } from './passwords.ts';
import { recoveryRoutes } from './recovery-routes.ts';
import { Sessions } from './sessions.ts';
import { signInRoutes } from './sign-in-routes.ts';
import type { Tokens } from './tokens.ts';
import { Users } from './users.ts';

/** What the auth routes work with. */
export interface AuthParts {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly passwords: ReturnType<typeof createPasswords>;
  readonly store: SandboxContext['store'];
}

/** Sign-in, the own account, and the way back to a lost one. */
export function authService(tokens: Tokens, settings: Settings): Service {
  return (app: FastifyInstance, context: SandboxContext) => {
    const parts: AuthParts = {
      users: new Users(context),
      sessions: new Sessions(tokens, context.store, settings),
      tokens,
      passwords: createPasswords(settings.bcryptCost, context.timed),
      store: context.store,
    };
    signInRoutes(app, parts);
    accountRoutes(app, parts);
    recoveryRoutes(app, parts);
  };
}
