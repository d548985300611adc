import { expect, test } from '@playwright/test';
import {
  type FieldRules,
  latest,
  type MergeRules,
  mergedFields,
  total,
} from '../../../../src/measure/merged/merge-rules.ts';

interface Counts {
  readonly seen: number;
  readonly lost?: number;
}

test('a field without a rule does not compile, an optional one neither', () => {
  // @ts-expect-error -- the rule for `lost` is missing
  const fields: FieldRules<Counts> = { seen: total };
  // @ts-expect-error -- the rule for `lost` is missing
  const whole: MergeRules<Counts, number> = { seen: (count) => count };
  expect([Object.keys(fields), Object.keys(whole)]).toEqual([['seen'], ['seen']]);
});

test('a field that no part has is left out, and one that some have is made of those', () => {
  const rules: FieldRules<Counts> = { seen: total, lost: latest };
  expect(mergedFields(rules, [{ seen: 1 }, { seen: 2 }])).toEqual({ seen: 3 });
  expect(mergedFields(rules, [{ seen: 1, lost: 4 }, { seen: 2 }])).toEqual({ seen: 3, lost: 4 });
});
