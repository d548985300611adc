import type { Store } from '../context.ts';
import { InProcessStore } from './in-process-store.ts';
import { RedisStore } from './redis-store.ts';

/**
 * Opens the key-value store: Redis at `redisUrl`, or the in-process store without one.
 *
 * @throws Error when Redis does not answer
 */
export async function openStore(redisUrl: string | undefined): Promise<Store> {
  return redisUrl === undefined ? new InProcessStore() : RedisStore.connect(redisUrl);
}
