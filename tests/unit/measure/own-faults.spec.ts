import { expect, test } from '@playwright/test';
import {
  outcomeOfFailure,
  ownFaultError,
  ownFaultIn,
  ownFaultReason,
  ownFaultSentence,
  ownFaultsSince,
  ownFaultsSoFar,
  unlessOwnFault,
} from '../../../src/measure/own-faults.ts';
import { CALM } from '../../made/slices.ts';

const errorWith = (code: string) => Object.assign(new Error(code), { code });

test('only faults of this machine are counted, each by its code', () => {
  const before = ownFaultsSoFar();
  for (const code of ['EMFILE', 'ECONNREFUSED', 'EMFILE', 'ENOBUFS']) outcomeOfFailure(errorWith(code));
  expect(ownFaultsSince(before)).toEqual({ EMFILE: 2, ENOBUFS: 1 });
  expect(ownFaultsSince(ownFaultsSoFar())).toBeUndefined();
});

test('the sentence names what ran out most often, how often, and the way out', () => {
  expect(ownFaultSentence({ ENOMEM: 1, EMFILE: 1_234 })).toBe(
    'the measuring process ran out of file descriptors (EMFILE, 1,234 times): ' +
      'raise `ulimit -n` (the hard limit: `ulimit -Hn`), or use fewer users',
  );
  expect(ownFaultSentence({ EADDRNOTAVAIL: 1 })).toContain('ip_local_port_range');
});

test('a measurement is invalid by the faults of all processes together, and fine without any', () => {
  const reason = ownFaultReason([
    { ...CALM, ownFaults: { ENOBUFS: 2 } },
    undefined,
    { ...CALM, ownFaults: { EMFILE: 1, ENOBUFS: 1 } },
  ]);
  expect(reason).toContain('(ENOBUFS, 3 times)');
  expect(ownFaultReason([CALM, undefined])).toBeUndefined();
});

test('a message that names such a fault is recognised, and no other', () => {
  expect(ownFaultIn('Error: EMFILE: too many open files, open plan.json')).toBe('EMFILE');
  const ofBrowser = 'page.goto: net::ERR_INSUFFICIENT_RESOURCES at http://localhost:3000/login';
  expect(ownFaultIn(ofBrowser)).toBe('ERR_INSUFFICIENT_RESOURCES');
  expect(ownFaultIn('connect ECONNREFUSED 127.0.0.1:8080')).toBeUndefined();
  expect(ownFaultIn('page.goto: net::ERR_CONNECTION_REFUSED at http://localhost:3000/')).toBeUndefined();
  outcomeOfFailure(errorWith('EMFILE'));
  expect(ownFaultIn(ownFaultError('GET /health').message)).toBe('EMFILE');
  expect(ownFaultError('GET /health').message).toContain('[OWN_FAULT] checked: GET /health');
});

test('what can be left out is left out by such a fault alone, which is counted', () => {
  const before = ownFaultsSoFar();
  const failBy = (code: string) => () => {
    throw errorWith(code);
  };
  unlessOwnFault(failBy('ENFILE'));
  expect(ownFaultsSince(before)).toEqual({ ENFILE: 1 });
  expect(() => unlessOwnFault(failBy('ENOENT'))).toThrow('ENOENT');
});
