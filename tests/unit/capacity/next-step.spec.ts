import { expect, test } from '@playwright/test';
import { type JudgedWindow, nextStep, type SearchBounds } from '../../../src/capacity/next-step.ts';

const BOUNDS: SearchBounds = { start: 10, least: 1, most: 100, step: 1 };
const window = (level: number, kind: JudgedWindow['kind'], isConfirming = false): JudgedWindow => ({
  level,
  kind,
  looksGood: kind === 'held',
  isConfirming,
});
const held = (level: number) => window(level, 'held');
const broken = (level: number) => window(level, 'broken');
const next = (windows: readonly JudgedWindow[], different: Partial<SearchBounds> = {}) =>
  nextStep(windows, { ...BOUNDS, ...different });
const level = (windows: readonly JudgedWindow[], different: Partial<SearchBounds> = {}) => {
  const step = next(windows, different);
  return step.kind === 'measure' ? step.level : step.end;
};

test('the load grows by half until a limit breaks, up to the most', () => {
  expect(level([])).toBe(10);
  expect(level([held(10)])).toBe(15);
  expect(level([held(10), held(15)])).toBe(23);
  expect(level([held(80)])).toBe(100);
});

test('between what holds and what does not, the middle is next', () => {
  expect(level([held(40), broken(60)])).toBe(50);
  expect(level([held(40), broken(60), held(50)])).toBe(55);
  expect(level([held(40), broken(60), broken(50)])).toBe(45);
});

test('a window that is not decided counts as its figures look', () => {
  const looksGood = { ...window(60, 'undecided'), looksGood: true };
  expect(level([held(40), looksGood])).toBe(90);
  expect(level([held(40), window(60, 'undecided')])).toBe(50);
});

test('when the two are close, the one that did not hold is measured again before the other is confirmed', () => {
  const close = [held(58), broken(60)];
  expect(next(close)).toEqual({ kind: 'measure', level: 60, isConfirming: false });
  const twice = [...close, broken(60)];
  expect(next(twice)).toEqual({ kind: 'measure', level: 58, isConfirming: true });
  expect(next([...twice, window(58, 'held', true)])).toEqual({ kind: 'over', end: 'found' });
});

test("a single window that broke by a moment's trouble does not bound the capacity", () => {
  expect(level([held(40), broken(42), held(42)])).toBe(63);
});

test('a load that is not confirmed counts as too high, even if nothing broke for certain', () => {
  const windows = [held(40), held(56), broken(60), held(58), broken(60), window(58, 'broken', true)];
  expect(next(windows)).toEqual({ kind: 'measure', level: 56, isConfirming: true });
  const open = { ...window(58, 'undecided', true), looksGood: true };
  expect(next([...windows.slice(0, -1), open])).toEqual({ kind: 'measure', level: 56, isConfirming: true });
});

test('a start that is too high leads down, and the lowest load that breaks twice ends the search', () => {
  expect(level([broken(10)])).toBe(7);
  expect(level([broken(1)])).toBe(1);
  expect(level([broken(1), broken(1)])).toBe('nothing');
});

test('the most that the search may ask for has to be confirmed, too', () => {
  expect(next([held(100)])).toEqual({ kind: 'measure', level: 100, isConfirming: true });
  expect(level([held(100), window(100, 'held', true)])).toBe('not reached');
});

test('a load that the generator does not offer is tried three times', () => {
  const late = window(60, 'generator');
  expect(level([held(40), late])).toBe(60);
  expect(level([held(40), late, late])).toBe(60);
  expect(level([held(40), late, late, late])).toBe('generator');
  expect(level([held(40), late, late, held(60)])).toBe(90);
});

test('the wanted minimum is a load that is tried in any case', () => {
  expect(level([held(40), broken(90)], { minimum: 80 })).toBe(80);
  expect(level([held(40), broken(90), held(80)], { minimum: 80 })).toBe(85);
});

test('a wanted minimum above a load that did not hold is tried once the capacity is found, unless a limit broke below it', () => {
  const doubtful = window(105, 'undecided');
  const found = [held(70), doubtful, held(87), held(100), doubtful, window(100, 'held', true)];
  expect(level(found)).toBe('found');
  expect(level(found, { minimum: 120, most: 150 })).toBe(120);
  for (const kind of ['held', 'broken', 'undecided'] as const)
    expect(level([...found, window(120, kind)], { minimum: 120, most: 150 })).toBe('found');
  expect(level([...found, window(110, 'broken')], { minimum: 120, most: 150 })).toBe('found');
  expect(level(found, { minimum: 100 })).toBe('found');
});

test('a wanted minimum that the generator does not offer takes nothing from the capacity that was found', () => {
  const late = window(120, 'generator');
  const found = [held(100), broken(105), window(105, 'undecided'), window(100, 'held', true)];
  const bounds = { minimum: 120, most: 150 };
  expect(level([...found, late], bounds)).toBe(120);
  expect(level([...found, late, late, late], bounds)).toBe('found');
});

test('a wanted minimum right above the capacity takes nothing from it either, however far it came before the generator was late', () => {
  const late = (isConfirming = false) =>
    Array.from({ length: 3 }, () => window(102, 'generator', isConfirming));
  const found = [held(100), broken(104), broken(104), window(100, 'held', true)];
  const bounds = { minimum: 102, most: 104 };
  expect(level([...found, ...late().slice(1)], bounds)).toBe(102);
  expect(level([...found, ...late()], bounds)).toBe('found');
  expect(level([...found, broken(102), ...late()], bounds)).toBe('found');
  expect(next([...found, held(102)], bounds)).toEqual({ kind: 'measure', level: 102, isConfirming: true });
  expect(level([...found, held(102), ...late(true)], bounds)).toBe('found');
});

test('rates have three digits', () => {
  const rates = { start: 1.25, least: 0.02, most: 20, step: 0.02 };
  expect(level([held(1.25)], rates)).toBe(1.88);
  expect(level([held(1.25), broken(1.88)], rates)).toBe(1.56);
});

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

test('with noise, with trouble in 2 of 100 windows on either side, 99 of 100 searches end within 10 %', () => {
  const bounds = { start: 31, least: 1, most: 500, step: 1 };
  const random = randomOf(7);
  const measured = (step: { level: number; isConfirming: boolean }): JudgedWindow => {
    const load = step.level * (1 + (random() - 0.5) * 0.04);
    const [isTroubled, isLate] = [random() < 0.02, random() < 0.02];
    const certain = load < 196 ? 'held' : load > 204 ? 'broken' : 'undecided';
    const kind = isLate ? 'generator' : isTroubled ? 'broken' : certain;
    return { ...step, kind, looksGood: kind === 'held' || (kind === 'undecided' && load < 200) };
  };
  const ends = Array.from({ length: 500 }, () => {
    const windows: JudgedWindow[] = [];
    for (;;) {
      const step = nextStep(windows, bounds);
      if (step.kind === 'over') return { end: step.end, level: windows.at(-1)?.level ?? 0 };
      windows.push(measured(step));
    }
  });
  const isRight = (end: (typeof ends)[number]) => end.end === 'found' && Math.abs(end.level / 200 - 1) < 0.1;
  expect(ends.filter(isRight).length).toBeGreaterThanOrEqual(495);
});
