import { expect } from '@playwright/test';
import type { Oddity, Passage } from '../made/odd-proxy.ts';
import { PLAIN } from '../made/oddities.ts';
import { TRAFFIC, testRows } from './odd-target-rows.ts';

/** So many requests for deals are answered before. */
const ANSWERED = 60;

const JSON_TYPE = { 'content-type': 'application/json' };

/** How a user whose session is forgotten gets in again. */
type WayIn = 'refresh' | 'login' | 'none';

let refused = 0;

/**
 * Hands out tokens that say nothing of their life, neither in the answer nor in themselves, and forgets all of them in the
 * middle of a run.
 */
function forgetsSessions(wayIn: WayIn): Oddity {
  const tokens = new Map<string, string>();
  const forgotten = new Set<string>();
  let [deals, hasForgotten] = [0, false];
  refused = 0;
  const refuse = ({ answer }: Passage) => {
    refused += 1;
    answer({ status: 401, headers: JSON_TYPE, body: Buffer.from('{"error":"unknown session"}') });
  };
  return async (passage) => {
    const { request, body, ask, answer } = passage;
    const { url = '', headers } = request;
    if (url.startsWith('/api/v1/deals') && ++deals === ANSWERED + 1) {
      hasForgotten = true;
      for (const token of tokens.keys()) forgotten.add(token);
    }
    if (!/\/auth\/(?:login|register|refresh)$/.test(url)) {
      const token = headers.authorization?.replace('Bearer ', '') ?? '';
      if (forgotten.has(token)) return refuse(passage);
      const known = tokens.get(token);
      return answer(await ask(known === undefined ? {} : { authorization: `Bearer ${known}` }));
    }
    const isRefresh = url.endsWith('/refresh');
    if (hasForgotten && (wayIn === 'none' || (isRefresh && wayIn === 'login' && isOld(body))))
      return refuse(passage);
    const reply = await ask(PLAIN);
    if (reply.status >= 300) return answer(reply);
    const { expires_in: _, ...session } = JSON.parse(reply.body.toString());
    const token = `opaque-${tokens.size}`;
    tokens.set(token, session.access_token);
    if (!hasForgotten) forgotten.add(session.refresh_token);
    return answer({ ...reply, body: Buffer.from(JSON.stringify({ ...session, access_token: token })) });
  };

  function isOld(body: Buffer): boolean {
    return forgotten.has(JSON.parse(body.toString()).refresh_token);
  }
}

const reading = { args: TRAFFIC, settings: { VUS: '2', DURATION: '45s', OPERATIONS: 'deals.list' } } as const;
const wasRefused = () => expect(refused, 'requests with a forgotten token').toBeGreaterThan(0);

testRows([
  {
    ...reading,
    what: 'a target that forgets its access tokens, which did not say how long they live',
    oddity: () => forgetsSessions('refresh'),
    exitCode: 0,
    words: ['PASSED', /token renewals\.*: [23] \(not measured\)/, /deals\.list: [12] of \d+ answered 401/],
    afterwards: wasRefused,
  },
  {
    ...reading,
    what: 'a target that forgets its sessions, so that users sign in again',
    oddity: () => forgetsSessions('login'),
    exitCode: 0,
    words: ['PASSED', /token renewals\.*: [23] \(not measured\)/, /deals\.list: [12] of \d+ answered 401/],
    afterwards: wasRefused,
  },
  {
    ...reading,
    what: 'a target that forgets its sessions and lets nobody in again',
    oddity: () => forgetsSessions('none'),
    exitCode: 99,
    words: ['FAILED', /deals\.list: \d+ of \d+ answered 401/],
    without: [/token renewals/],
    afterwards: wasRefused,
  },
]);
