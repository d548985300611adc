import { SimpleFaker } from '@faker-js/faker';
import type { Load, Subject } from '../subjects/subject.ts';
import { BEGINNING_PER_SECOND, type SubjectShape } from '../subjects/subject-shape.ts';

/** VUs that send as fast as they can. */
export const SPEED_VUS = 100;
/** VUs that think for a second after each request. */
export const MEMORY_VUS = [100, 1_000, 5_000, 10_000] as const;
/** VUs against delays that the server logs: so few that requests hardly wait for anything else. */
export const TRUTH_VUS = 20;

const THINK_MS = 1000;
/** Longer runs gain nothing: memory is steady once all have begun, and the truth has thousands of samples. */
const LONGEST_MEMORY_SECONDS = 3;
const LONGEST_TRUTH_SECONDS = 3;
const MOST_VUS_OF_SLOW_TOOL = 1_000;

/** One measurement of one tool. */
export interface PlannedRun extends Omit<SubjectShape, 'origin'> {
  readonly subject: Subject;
  readonly load: Load;
  /** 1 for the first. */
  readonly round: number;
}

/**
 * What to run in which order: the rounds for speed, then each size for memory once, then the known delays. Within each
 * of these the order is random, so that a change of the machine's speed hits no tool systematically.
 */
export function benchPlan(
  subjects: readonly Subject[],
  rounds: number,
  seconds: number,
): readonly PlannedRun[] {
  const { helpers } = new SimpleFaker();
  const shuffled = (load: Load, isIn: (subject: Subject) => boolean = () => true) =>
    helpers.shuffle(subjects.filter((subject) => subject.loads.includes(load) && isIn(subject)));
  const speed = Array.from({ length: rounds }, (_, index) =>
    shuffled('speed', ({ isSlow }) => isSlow !== true || index === 0).map((subject) => ({
      ...{ subject, load: 'speed' as const, round: index + 1 },
      ...{ vus: SPEED_VUS, seconds, thinkMs: 0 },
    })),
  );
  const memory = MEMORY_VUS.map((vus) =>
    shuffled('memory', ({ isSlow }) => isSlow !== true || vus <= MOST_VUS_OF_SLOW_TOOL).map((subject) => ({
      ...{ subject, load: 'memory' as const, round: 1 },
      ...{ vus, seconds: memorySeconds(vus, seconds), thinkMs: THINK_MS },
    })),
  );
  const truth = shuffled('truth').map((subject) => ({
    ...{ subject, load: 'truth' as const, round: 1 },
    ...{ vus: TRUTH_VUS, seconds: Math.min(seconds, LONGEST_TRUTH_SECONDS), thinkMs: 0 },
  }));
  return [...speed.flat(), ...memory.flat(), ...truth];
}

/** The figures are those of the second half, in which all users are there. */
function memorySeconds(vus: number, seconds: number): number {
  // Locust takes whole seconds only.
  return Math.ceil((2 * vus) / BEGINNING_PER_SECOND + Math.min(seconds, LONGEST_MEMORY_SECONDS));
}
