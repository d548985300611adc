import type { SandboxContext } from '../context.ts';
import type { Settings } from '../settings.ts';
import { createPasswords } from './passwords.ts';
import { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';
import { Users } from './users.ts';

/** The dependencies of the auth routes. */
export interface AuthParts {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly passwords: ReturnType<typeof createPasswords>;
  readonly store: SandboxContext['store'];
}

export function authParts(tokens: Tokens, settings: Settings, context: SandboxContext): AuthParts {
  return {
    users: new Users(context),
    sessions: new Sessions(tokens, context.store, settings),
    tokens,
    passwords: createPasswords(settings.bcryptCost, context.timed),
    store: context.store,
  };
}
