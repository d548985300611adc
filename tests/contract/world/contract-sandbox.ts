import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../../sandbox/app.ts';
import { type RunningSandbox, runSandbox } from '../../../sandbox/run-sandbox.ts';
import { readSettings, type Settings } from '../../../sandbox/settings.ts';

/** A whole sandbox in this process, on a port the system chose, with a way to its inside. */
export interface ContractSandbox {
  readonly origin: string;
  readonly context: RunningSandbox['context'];
  readonly settings: Settings;
  /**
   * Another gateway over the same database and store, with these settings of the environment and the defaults
   * for the rest; the same one when asked again.
   */
  another(environment: Readonly<Record<string, string>>): Promise<string>;
  close(): Promise<void>;
}

const shared = {
  PORT: '0',
  JWT_SECRET: randomBytes(32).toString('hex'),
  PII_ENCRYPTION_KEY: randomBytes(32).toString('hex'),
  // The cheapest that bcrypt allows: these tests are about answers, not about the cost of a guess.
  BCRYPT_COST: '4',
  LOG_LEVEL: 'silent',
};
// High enough that no test meets a limit it does not ask for.
const roomyLimits = {
  RATE_LIMIT_IP: '1000000',
  RATE_LIMIT_USER: '1000000',
  RATE_LIMIT_DEALERSHIP: '1000000',
};

/** Starts it with a database and a store of its own. The environment of the process is not looked at. */
export async function startContractSandbox(): Promise<ContractSandbox> {
  const settings = readSettings({ ...shared, ...roomyLimits });
  const main = await runSandbox(settings, (reason) => {
    throw new Error(`contract test: the sandbox lost its database: ${reason}`);
  });
  const { context } = main;
  const gateways = new Map<string, Promise<FastifyInstance>>();

  const startGateway = async (environment: Readonly<Record<string, string>>): Promise<FastifyInstance> => {
    const app = await buildApp(context, readSettings({ ...shared, ...environment }));
    await app.listen({ host: settings.host, port: 0 });
    return app;
  };

  return {
    origin: main.url,
    context,
    settings,
    async another(environment) {
      const key = JSON.stringify(environment);
      const starting = gateways.get(key) ?? startGateway(environment);
      gateways.set(key, starting);
      const { address, port } = (await starting).server.address() as AddressInfo;
      return `http://${address}:${port}`;
    },
    async close() {
      for (const starting of gateways.values()) await (await starting).close();
      await main.close();
    },
  };
}
