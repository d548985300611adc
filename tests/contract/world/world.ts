import { randomInt, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Store } from '../../../sandbox/context.ts';
import type { ContractSandbox } from './contract-sandbox.ts';
import { type Answer, type ContractRequest, exchange } from './http-exchange.ts';
import { type Member, registerMember } from './members.ts';
import { type Maker, recordMaker } from './record-maker.ts';
import { whileStoreDown } from './store-down.ts';
import { mintToken, type TokenClaims } from './token-mint.ts';

/** Limits with which the very next request of anybody is refused. */
const tightLimits = { RATE_LIMIT_IP: '1', RATE_LIMIT_USER: '1' };

/** A running sandbox, two signed-in colleagues, and ways to bring every documented answer about. */
export interface World {
  readonly origin: string;
  readonly pool: Pool;
  readonly store: Store;
  /** 32 bytes, of the customers' encrypted fields. */
  readonly piiKey: Buffer;
  readonly jwtSecret: string;
  readonly member: Member;
  /** Of the same dealership. */
  readonly colleague: Member;
  /** Stores records and gives their ids; each call makes a new one. */
  readonly make: Maker;
  /**
   * Sends a request as `member`, unless it is anonymous or brings an authorization header of its own. `origin`
   * may be that of another gateway.
   */
  send(request: ContractRequest, origin?: string): Promise<Answer>;
  /** Sends a request as a stranger whose limit it uses up, then again, and gives the second answer. */
  sendOverLimit(request: ContractRequest): Promise<Answer>;
  /** Registers a new user, of the members' dealership unless told otherwise. */
  newMember(more?: { readonly dealershipId?: string }): Promise<Member>;
  /** Signs a token with the sandbox's secret. */
  mint(claims: TokenClaims): string;
  /** The origin of another gateway over the same database and store, with these settings of the environment. */
  another(environment: Readonly<Record<string, string>>): Promise<string>;
  /** Runs `work` while a table is renamed. */
  withTableAway<T>(table: string, work: () => Promise<T>): Promise<T>;
  /** Runs `work` while every call of the store fails. */
  withStoreDown<T>(work: () => Promise<T>): Promise<T>;
}

/** Peoples a running sandbox. */
export async function createWorld(sandbox: ContractSandbox): Promise<World> {
  const { origin, settings } = sandbox;
  const { pool, store } = sandbox.context;
  const dealershipId = randomUUID();
  const member = await registerMember(origin, dealershipId);
  const colleague = await registerMember(origin, dealershipId);

  const send: World['send'] = (request, target = origin) =>
    exchange(target, request.anonymous === true ? request : withToken(request, member.accessToken));
  const mint: World['mint'] = (claims) => mintToken(settings.jwtSecret, claims);

  return {
    origin,
    store,
    pool,
    piiKey: settings.piiKey,
    jwtSecret: settings.jwtSecret,
    member,
    colleague,
    make: recordMaker(send, dealershipId, colleague.userId),
    send,
    mint,
    another: (environment) => sandbox.another(environment),
    newMember: (more) => registerMember(origin, more?.dealershipId ?? dealershipId),
    async sendOverLimit(request) {
      const limited = await sandbox.another(tightLimits);
      const token = mint({ user_id: randomUUID(), dealership_id: randomUUID() });
      const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
      const headers = { ...request.headers, authorization: `Bearer ${token}`, 'x-forwarded-for': address };
      await exchange(limited, { ...request, headers });
      return exchange(limited, { ...request, headers });
    },
    async withTableAway(table, work) {
      await pool.query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
      try {
        return await work();
      } finally {
        await pool.query(`ALTER TABLE ${table}_away RENAME TO ${table}`);
      }
    },
    withStoreDown: (work) => whileStoreDown(store, work),
  };
}

function withToken(request: ContractRequest, token: string): ContractRequest {
  return { ...request, headers: { authorization: `Bearer ${token}`, ...request.headers } };
}
