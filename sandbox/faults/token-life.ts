import type { FaultKind } from './fault-kind.ts';

/** Access tokens that expire before the time that the sign-in promised. */
export const tokenLifeFault: FaultKind = {
  name: 'token-life',
  place: 'nothing',
  example: 'token-life:15',
  promise:
    'Access tokens that are made from now on expire after 15 s, although the answers still say `"expires_in": 900`: clients that rely on it get 401 with each request after that, until they refresh. Refreshing works.',
  amount: /^(\d{1,6})$/,
  effect: ([seconds = 0]) =>
    seconds === 0
      ? undefined
      : {
          on: 'sandbox',
          switchOn(site) {
            site.tokenSeconds = seconds;
            return () => {
              site.tokenSeconds = undefined;
            };
          },
        },
};
