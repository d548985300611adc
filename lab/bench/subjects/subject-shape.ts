/** So many users that think begin in a second: connecting is not what they are measured by. */
export const BEGINNING_PER_SECOND = 1_000;

/** The load that a subject has to generate. */
export interface SubjectShape {
  readonly origin: string;
  readonly vus: number;
  readonly seconds: number;
  /** Pause after each request; 0 for as fast as possible. */
  readonly thinkMs: number;
}

/** A subject's own figures; null for those that it does not have. */
export interface SubjectReport {
  readonly requests: number;
  readonly failed: number;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  /** How late requests started compared with their schedule, p99. */
  readonly startLagP99Ms: number | null;
}

/** Reads the shape from the command line of a subject: origin, VUs, seconds, think time in ms. */
export function shapeFromArguments(): SubjectShape {
  const [origin = '', vus = '', seconds = '', thinkMs = ''] = process.argv.slice(2);
  const shape = { origin, vus: Number(vus), seconds: Number(seconds), thinkMs: Number(thinkMs) };
  if (!origin.startsWith('http') || !(shape.vus > 0) || !(shape.seconds > 0) || !(shape.thinkMs >= 0))
    throw new Error(
      `bench subject: expected origin, VUs, seconds, think time in ms, found ${process.argv.slice(2).join(' ')}`,
    );
  return shape;
}

/** Prints a subject's report: the last line of its output, for the bench to read. */
export function printReport(report: SubjectReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
