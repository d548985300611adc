import { knownBuild } from '../made/known-build.ts';
import { testRows } from './odd-target-rows.ts';

testRows([
  {
    what: 'the known build with its own web client',
    oddity: () => knownBuild,
    args: ['--project=smoke'],
    settings: { VUS: '5', DURATION: '60s' },
    exitCode: 0,
    words: [
      'PASSED',
      /login, round 1 of 1, 5 users +open the sign-in page/,
      /create-deal, round 1 of 1, 5 users +open the deal list/,
      /tax-quote, round 1 of 1, 5 users +open the worksheet/,
      /The web client had help.*S1 POST \/api\/v1\/v1\/auth\/login .*S2 GET \/api\/v1\/deals .*S3 GET \/api\/v1\/inventory\/vehicles .*S4 POST \/api\/v1\/deals /,
    ],
  },
]);
