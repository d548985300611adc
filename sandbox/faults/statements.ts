/** The statements of the sandbox that have a name, by what they are about. */
const STATEMENTS: Readonly<Record<string, readonly string[]>> = {
  auth: [
    'count-failure',
    'insert-user',
    'reset-failures',
    'set-password',
    'stamp-login',
    'user-by-email',
    'user-by-id',
    'verify-email',
  ],
  conversations: ['count', 'create', 'direct', 'get', 'last-messages', 'list', 'participants', 'update'],
  customers: ['create', 'delete', 'get', 'list', 'update'],
  deals: ['create', 'delete', 'get', 'list', 'list-of-dealership', 'update'],
  messages: ['count', 'create', 'list-after', 'list-before', 'read'],
  notes: ['create', 'delete', 'update'],
  timers: ['start', 'stop'],
  users: ['name'],
  vehicles: ['create', 'delete', 'get', 'list', 'stats', 'update'],
  visits: ['close', 'count', 'create', 'get', 'known', 'list', 'notes', 'status', 'timers', 'update'],
};

/** The names of the statements, such as `deals.create`. */
export const STATEMENT_NAMES: readonly string[] = Object.entries(STATEMENTS).flatMap(([about, names]) =>
  names.map((name) => `${about}.${name}`),
);
