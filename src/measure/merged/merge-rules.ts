import { sum } from '../../base/statistics/averages.ts';

/**
 * How each field of `Whole` is made of what is merged; a rule gives undefined for a field that is left out. A field that the type
 * gains and the rules lack does not compile, so that none is forgotten in a merge.
 */
export type MergeRules<Whole, From> = {
  readonly [Key in keyof Whole]-?: (from: From) => Whole[Key] | undefined;
};

/** As {@link MergeRules}, where a field is made of the same field of the parts, whatever their others are. */
export type FieldRules<Whole, Part extends { readonly [Key in keyof Whole]?: unknown } = Whole> = {
  readonly [Key in keyof Whole]-?: (
    values: readonly (Part[Key] | undefined)[],
    weights: readonly number[],
  ) => Whole[Key] | undefined;
};

/** Merges by rules. */
export function mergedBy<Whole extends object, From>(rules: MergeRules<Whole, From>, from: From): Whole {
  return fieldsBy(rules, (rule) => rule(from));
}

/**
 * Merges one or more parts field by field.
 *
 * @param weights how much each part counts, for rules that ask; all the same by default
 */
export function mergedFields<Whole extends object, Part extends { readonly [Key in keyof Whole]?: unknown }>(
  rules: FieldRules<Whole, Part>,
  parts: readonly Part[],
  weights: readonly number[] = parts.map(() => 1),
): Whole {
  return fieldsBy(rules, (rule, key) =>
    rule(
      parts.map((part) => part[key]),
      weights,
    ),
  );
}

function fieldsBy<Whole extends object, Rules extends Readonly<Record<keyof Whole, unknown>>>(
  rules: Rules,
  fieldOf: <Key extends keyof Whole>(rule: Rules[Key], key: Key) => Whole[Key] | undefined,
): Whole {
  const keys = Object.keys(rules) as (keyof Whole)[];
  const fields = keys.map((key) => [key, fieldOf(rules[key], key)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Whole;
}

type Values = readonly (number | undefined)[];

/** The values that are there. */
export function known<Value>(values: readonly (Value | undefined)[]): Value[] {
  return values.filter((value) => value !== undefined);
}

/** The sum of what is there; undefined when nothing is. */
export function total(values: Values): number | undefined {
  const there = known(values);
  return there.length === 0 ? undefined : sum(there);
}

/** The largest of what is there; undefined when nothing is. */
export function largest(values: Values): number | undefined {
  const there = known(values);
  return there.length === 0 ? undefined : Math.max(...there);
}

/** The last of what is there; undefined when nothing is. */
export function latest(values: Values): number | undefined {
  return known(values).at(-1);
}

/** The mean of what is there by the weights; the plain mean when they are all 0. */
export function weightedMean(values: Values, weights: readonly number[]): number | undefined {
  const there = values.flatMap((value, index) =>
    value === undefined ? [] : [{ value, weight: weights[index] ?? 0 }],
  );
  const whole = sum(there.map(({ weight }) => weight));
  if (whole === 0)
    return there.length === 0 ? undefined : sum(there.map(({ value }) => value)) / there.length;
  return sum(there.map(({ value, weight }) => value * weight)) / whole;
}

/** The sums of counts by their names; undefined when no part has any. */
export function totalByName(
  parts: readonly (Readonly<Record<string, number>> | undefined)[],
): Record<string, number> | undefined {
  const names = new Set(known(parts).flatMap((part) => Object.keys(part)));
  if (names.size === 0) return undefined;
  return Object.fromEntries([...names].map((name) => [name, sum(parts.map((part) => part?.[name] ?? 0))]));
}
