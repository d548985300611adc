import { Redis } from 'ioredis';

import type { Store } from '../context.ts';

/**
 * Sliding log as one script: drops hits older than the window, counts the others, and logs the hit if there is room.
 * Uses Redis' own clock, so that several processes agree. Returns allowed, remaining and seconds until the key expires.
 */
const HIT_SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local limit = tonumber(ARGV[1])
local window = tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window * 1000000)
local used = redis.call('ZCARD', KEYS[1])
local allowed = 0
local remaining = 0
if used < limit then
  redis.call('ZADD', KEYS[1], now, now .. '-' .. ARGV[3])
  redis.call('EXPIRE', KEYS[1], window + 1)
  allowed = 1
  remaining = limit - used - 1
end
return { allowed, remaining, redis.call('TTL', KEYS[1]) }
`;

/** The store in Redis. While Redis is unreachable, every call fails immediately and the caller decides what to do. */
export class RedisStore implements Store {
  readonly #redis: Redis;
  readonly #member = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  #hitCount = 0;

  private constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** Connects. @throws Error when no Redis answers at `url` within 5 s. */
  static async connect(url: string): Promise<RedisStore> {
    const redis = new Redis(url, {
      lazyConnect: true,
      connectTimeout: 5000,
      // While Redis is unreachable, a command fails immediately instead of waiting in a queue.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
    });
    let lastError: Error | undefined;
    redis.on('error', (error: Error) => {
      lastError = error;
    });
    try {
      await redis.connect();
    } catch (error) {
      redis.disconnect();
      const place = new URL(url).host;
      const found = lastError?.message ?? String(error);
      throw new Error(
        `REDIS_URL: no Redis answers at ${place} (${found}). Start one there or unset REDIS_URL.`,
      );
    }
    return new RedisStore(redis);
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#redis.get(key)) ?? undefined;
  }

  async set(key: string, value: string, lifeSeconds: number): Promise<void> {
    await this.#redis.set(key, value, 'EX', Math.max(1, Math.ceil(lifeSeconds)));
  }

  async delete(key: string): Promise<void> {
    await this.#redis.del(key);
  }

  async hit(
    key: string,
    limit: number,
    windowSeconds: number,
  ): Promise<{ allowed: boolean; remaining: number; resetSeconds: number }> {
    this.#hitCount += 1;
    const member = `${this.#member}-${this.#hitCount}`;
    const answer = await this.#redis.eval(HIT_SCRIPT, 1, key, limit, windowSeconds, member);
    const [allowed, remaining, resetSeconds] = answer as [number, number, number];
    return { allowed: allowed === 1, remaining, resetSeconds };
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }
}
