import { expect, test } from '@playwright/test';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { junitXml } from '../../../../src/report/junit/junit-xml.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { expectGolden } from '../../../made/golden-file.ts';
import { overloadedRecord } from '../../../made/report-overload.ts';
import { smallRun } from '../../../made/small-run.ts';

test('the JUnit file of a run is as it was looked at', () => {
  expectGolden('junit.xml', junitXml(runView(smallRun(), [])));
});

test('a broken limit that failed the run is a failure, an SLA broken in the same run is not', () => {
  const failures = [...junitXml(runView(smallRun(), [])).matchAll(/name="([^"]+)"[^>]*><failure/g)].map(
    ([, name]) => name,
  );
  expect(failures).toEqual(['smoke errorRate &lt; 1 % (scenario)', 'deals.create p95 &lt; 2 ms (baseline)']);
});

test('an invalid measurement is one error, and neither passes nor fails a limit', () => {
  const xml = junitXml(
    runView(
      smallRun({ outcome: 'invalid', reasons: [{ kind: 'invalid', text: 'the measurer was starved' }] }),
      [],
    ),
  );
  expect(xml).toContain(
    'name="the measurement can be trusted" classname="smoke" time="0"><error message="the measurer was starved"/>',
  );
  expect(xml).not.toContain('<failure');
  const judged = smallRun().verdicts.filter(({ kind }) => kind !== 'not offered');
  expect(xml.match(/<skipped message="[^"]*\(not judged, since the measurement is invalid\)"/g)).toHaveLength(
    judged.length,
  );
});

test('a target that went away fails the run without breaking a limit', () => {
  const xml = junitXml(runView(smallRun({ reasons: [{ kind: 'stopped', text: 'the target is gone' }] }), []));
  expect(xml).toContain(
    'name="the run came to its end" classname="smoke" time="0"><failure message="the target is gone"/>',
  );
});

/** What the JUnit file of a run says of the run as a whole: each case with its result, if it has one. */
function wholeOf(outcome: RunRecord['outcome'], ...reasons: RunRecord['reasons']) {
  const xml = junitXml(runView(smallRun({ outcome, reasons, verdicts: [] }), []));
  const found = xml.matchAll(/<testcase name="([^"]+)"[^>]*?(?:\/>|><(\w+) message="([^"]*)")/g);
  return Object.fromEntries([...found].map(([, name, kind, message]) => [name, kind && [kind, message]]));
}

test('a limit that stayed undecided in a failed run does not keep the run from its end', () => {
  expect(
    wholeOf('fail', { kind: 'limit', text: 'too slow' }, { kind: 'undecided', text: 'own delay' }),
  ).toEqual({
    'the measurement can be trusted': ['skipped', 'own delay'],
    'the run came to its end': undefined,
  });
});

test('an invalid run that was interrupted did not come to its end either', () => {
  expect(
    wholeOf('invalid', { kind: 'undecided', text: 'own delay' }, { kind: 'interrupted', text: 'Ctrl-C' }),
  ).toEqual({
    'the measurement can be trusted': ['error', 'own delay'],
    'the run came to its end': ['error', 'Ctrl-C'],
  });
});

test('a run that could not come to its end is an error', () => {
  const xml = junitXml(
    runView(
      smallRun({
        outcome: 'could not run',
        reasons: [{ kind: 'interrupted', text: 'the run was interrupted' }],
      }),
      [],
    ),
  );
  expect(xml).toContain('<error message="the run was interrupted"/>');
});

test('what an overload broke is in the output of the first suite, and no test case', () => {
  const xml = junitXml(runView(overloadedRecord(), []));
  const [suite = ''] = xml.split('</testsuite>');
  expect(suite).toContain('<system-out>Judged at normal load: ');
  expect(suite).toContain('- deals.get p95 broke its limit (&lt; 150 ms) between 200 and 300 users: 226 ms');
  expect(xml.match(/<system-out>/g)).toHaveLength(1);
  expect(xml).not.toContain('<testcase name="deals.get');
});
