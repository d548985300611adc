/**
 * The first trials of hostile inputs and faults, by the ids that their list gave them. Each is held by a row of the table that
 * has its id, or by what {@link HELD_ELSEWHERE} names.
 */
const RANGES: Readonly<Record<string, readonly (readonly [from: number, to: number])[]>> = {
  A: [
    [1, 56],
    [101, 124],
    [130, 132],
    [140, 143],
    [150, 153],
    [160, 172],
    [200, 217],
    [220, 227],
    [230, 231],
    [240, 243],
    [250, 252],
    [260, 267],
    [271, 275],
  ],
  B: [
    [1, 14],
    [20, 22],
    [24, 28],
  ],
  C: [[1, 2]],
};
const BY_LETTER = { A: 3, B: 2, C: 2 } as Readonly<Record<string, number>>;

/** Of a second try under the same number. */
const FURTHER = ['B25b'];

export const TRIAL_IDS: readonly string[] = Object.entries(RANGES)
  .flatMap(([letter, ranges]) =>
    ranges.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, index) => {
        const number = String(from + index);
        return letter + number.padStart(BY_LETTER[letter] ?? 0, '0');
      }),
    ),
  )
  .concat(FURTHER);

/** Where a trial is held that no row of the table has the id of: another row, or a test. */
export type Holder =
  | { readonly row: string }
  /** The test's title has these words. */
  | { readonly spec: string; readonly title: string };

const row = (id: string): Holder => ({ row: id });
const nightly = (name: string, title: string): Holder => ({ spec: `tests/nightly/${name}.spec.ts`, title });
const unit = (name: string, title: string): Holder => ({ spec: `tests/unit/${name}.spec.ts`, title });
const integration = (name: string, title: string): Holder => ({
  spec: `tests/integration/${name}.spec.ts`,
  title,
});

const mainKilled = nightly('killed-processes', 'kill -9 of the main process');
const stoppedToEnd = nightly('service-deaths', 'a target that hangs from second 4 to the end');
const passedOnSignal = integration(
  'scripts/command-line/run-child',
  'is passed on as SIGINT, by which the run ends orderly',
);
const interrupted: Holder = {
  spec: 'tests/side-by-side/ctrl-c.spec.ts',
  title: 'Ctrl-C ends a run in order',
};
const passes: Holder = { spec: 'tests/suite/smoke-passes.spec.ts', title: 'smoke' };
const certificate = nightly('odd-targets.http', 'a certificate that is not to be verified');
const badTable = row('T04');

export const HELD_ELSEWHERE: Readonly<Record<string, Holder>> = {
  A026: row('BASE_URL=not a url'),
  A027: row('BASE_URL=ftp://localhost'),
  A028: row('BASE_URL=http://user:s3cretpw@localhost'),
  A029: row('BASE_URL=http://localhost/?x=1'),
  A030: row('BASE_URL=localhost:18081'),
  A031: row('BASE_URL=http://localhost:99999'),
  A042: row('OPERATIONS=,,'),
  A046: row('TLS_VERIFY=maybe'),
  A050: row('DEALERSHIP_ID=xyz'),
  // A server of SSH.
  A124: row('A113'),
  A132: certificate,
  A141: row('S10'),
  A151: nightly('folders', 'while a run is on costs it no figure'),
  // Which mistakes those tables had is not written down: these are a wrong type, a bound, an unknown name and a row too few.
  A167: badTable,
  A168: row('T05'),
  A169: row('T06'),
  A170: row('T07'),
  A172: row('T08'),
  // Journeys alone, as everybody may choose them.
  A205: nightly('odd-targets.http', 'a certificate that NODE_EXTRA_CA_CERTS vouches for'),
  A220: unit(
    'scripts/command-line/read-command',
    'a relative output folder is meant from where the caller stands',
  ),
  A227: integration('run/embedded-sandbox', 'a sandbox whose port is taken is one line with what it said'),
  A230: row('A203'),
  A240: nightly('container', 'its command passes as a user without rights'),
  A241: nightly('container', 'its command passes as a user without rights'),
  A242: row('A153'),
  A243: nightly('folders', 'two runs in one folder at the same time'),
  A252: integration('scripts/run-load-tests.password', 'is in no command line once the script has begun'),
  A260: row('S22'),
  A261: nightly('odd-targets', 'a socket at whose address nothing listens'),
  A264: row('TEST_USERNAME=notamail'),
  A271: nightly('odd-targets', 'a web page in place of a service'),
  A272: nightly('service-deaths', 'a service that is killed at second 10 of a smoke'),
  A273: nightly('odd-targets', 'a web page in place of a service'),
  A274: nightly('odd-targets', 'a service that answers 503'),
  A275: nightly('odd-targets', 'a service that answers 503'),
  B01: nightly('killed-processes', 'kill -9 of the command'),
  B02: mainKilled,
  B03: passedOnSignal,
  B04: integration('scripts/command-line/run-child', 'a second Ctrl-C ends the child at once'),
  B05: mainKilled,
  B06: nightly('killed-parts', 'the embedded sandbox while a page is visited'),
  B07: nightly('killed-and-stopped', 'a target that stands still for 5 s and goes on'),
  B08: nightly('killed-parts', 'the database of the embedded sandbox'),
  B09: nightly('killed-parts', 'the worker of the traffic'),
  B10: passedOnSignal,
  B11: interrupted,
  B12: nightly('killed-parts', 'every browser'),
  B13: nightly('killed-and-stopped', 'ends the run in order: with its code, nothing on the target'),
  B14: interrupted,
  B20: nightly('folders', 'gets full'),
  B21: stoppedToEnd,
  B22: nightly('interrupted', 'the health of a silent target'),
  B24: row('A016'),
  B25: mainKilled,
  B26: stoppedToEnd,
  // The same after a run that was killed, and one next to another sandbox.
  B25b: passes,
  B27: passes,
  B28: nightly('interrupted', 'the end of a body that has none'),
  // DEBUG, and what a green run records of customers.
  C01: row('S23'),
  C02: unit('lanes/journeys/round-trace', 'beyond this machine only failed rounds are recorded'),
};
