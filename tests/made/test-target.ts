import type { Target } from '../../src/target/environments/target.ts';
import { testAccount } from './fake-sign-in.ts';

/** A target at this address with every setting at its plainest. */
export function targetAt(origin: string, overrides: Partial<Target> = {}): Target {
  return {
    environment: 'development',
    baseUrl: origin,
    baseUrlIsDefault: false,
    uiBaseUrl: origin,
    socketUrls: { 'messaging.connect': origin, 'showroom.connect': origin },
    account: testAccount,
    dealershipId: undefined,
    debug: false,
    tlsVerify: true,
    overrides: {},
    offered: [],
    ownSystem: true,
    budgets: undefined,
    ...overrides,
  };
}
