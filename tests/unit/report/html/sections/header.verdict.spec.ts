import { expect, test } from '@playwright/test';
import type { CapacityRecord } from '../../../../../src/capacity/capacity-record.ts';
import type { RunRecord } from '../../../../../src/record/run-record.ts';
import { verdictHeader } from '../../../../../src/report/html/sections/header.ts';
import { junitXml } from '../../../../../src/report/junit/junit-xml.ts';
import { summaryText } from '../../../../../src/report/text/summary.ts';
import { type Judgement, limitOf } from '../../../../../src/verdict/verdict.ts';
import { runView } from '../../../../../src/view/run-view.ts';
import { smallRecord } from '../../../../made/small-record.ts';
import { madeVerdicts } from '../../../../made/verdict.ts';

/** The first screen of a run's page. */
const screen = (different: Partial<RunRecord>) => verdictHeader(runView(smallRecord(different), [])).html;

const searched = { kind: 'scenario', scenario: 'capacity' } as const;
const wanted = { ...limitOf(searched, 'capacity', 'scenario', 200), samples: 14 } as const;
const search: CapacityRecord = { kind: 'not reached', unit: 'users', most: 200, level: 200, windows: [] };

test('an invalid run is no trouble of the measuring machine where limits stayed open for another reason', () => {
  const text =
    'the load was not offered as planned: 12 % of the arrivals were not sent, since no virtual user was free';
  const html = screen({ outcome: 'invalid', reasons: [{ kind: 'undecided', text }] });
  expect(html).toContain(`<p class="why">Limits were left undecided: ${text}.</p>`);
  expect(html).not.toContain('trouble');
});

test('a capacity as high as the one that was wanted is held by a limit that it may equal', () => {
  const held: Judgement = { ...wanted, kind: 'pass', figure: 200, interval: { lower: 200 } };
  const record = { capacity: search, verdicts: madeVerdicts([held]) };
  expect(screen(record)).toContain('capacity 200 users (limit ≥ 200 users, held)');
  const view = runView(smallRecord(record), []);
  expect(summaryText(view)).toMatch(/200 users +≥ 200 users +held/);
  expect(junitXml(view)).toContain('name="capacity capacity ≥ 200 users (scenario)"');
});

test('a capacity below the one that was wanted has to be at least that', () => {
  const interval = { lower: 155, upper: 161 };
  const verdicts = madeVerdicts([{ ...wanted, kind: 'fail', figure: 155, interval }]);
  const found = { ...search, kind: 'found', level: 155, brokenAt: 161 } as const;
  expect(screen({ outcome: 'fail', capacity: found, verdicts })).toContain(
    'capacity: capacity 155 users, which has to be at least 200 users.',
  );
});

test('a target that carries no load is judged at the lowest load, and one that carries some at that which held', () => {
  const p95 = { ...limitOf(searched, 'p95', 'scenario', 500), samples: 400, interval: {} } as const;
  const broken = {
    outcome: 'fail',
    verdicts: madeVerdicts([{ ...p95, kind: 'fail', figure: 900 }]),
  } as const;
  const nothing = { kind: 'nothing', unit: 'users', most: 200, brokenAt: 31, windows: [] } as const;
  expect(screen({ ...broken, capacity: nothing })).toContain(
    '<small>at the lowest load, limit 500 ms</small>',
  );
  const held = { verdicts: madeVerdicts([{ ...p95, kind: 'pass', figure: 300 }]) };
  expect(screen({ ...held, capacity: search })).toContain(
    '<small>at the load that held, limit 500 ms</small>',
  );
});
