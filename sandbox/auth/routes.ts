import type { FastifyInstance } from 'fastify';

import type { SandboxContext, Service } from '../context.ts';
import type { Settings } from '../settings.ts';
import { accountRoutes } from './account-routes.ts';
import { authParts } from './auth-parts.ts';
import { recoveryRoutes } from './recovery-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import type { Tokens } from './tokens.ts';

/** Sign-in, the user's own account, and account recovery. */
export function authService(tokens: Tokens, settings: Settings): Service {
  return (app: FastifyInstance, context: SandboxContext) => {
    const parts = authParts(tokens, settings, context);
    signInRoutes(app, parts);
    accountRoutes(app, parts);
    recoveryRoutes(app, parts);
  };
}
