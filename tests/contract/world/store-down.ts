import type { Store } from '../../../sandbox/context.ts';

/**
 * Runs `work` while every call of `store` fails, as against a Redis that is gone. The store itself is changed and
 * mended again, since everything in the sandbox holds on to it.
 */
export async function whileStoreDown<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const fail = () => Promise.reject(new Error('connect ECONNREFUSED: the store is down'));
  const { get, set, delete: remove, hit } = store;
  Object.assign(store, { get: fail, set: fail, delete: fail, hit: fail });
  try {
    return await work();
  } finally {
    Object.assign(store, { get, set, delete: remove, hit });
  }
}
