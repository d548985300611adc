/** What a subject is asked to do. */
export interface SubjectShape {
  readonly origin: string;
  readonly vus: number;
  readonly seconds: number;
  /** Pause after each request; 0 for as fast as it goes. */
  readonly thinkMs: number;
}

/** What a subject says of its own run; null for figures that it does not have. */
export interface SubjectReport {
  readonly requests: number;
  readonly failed: number;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  /** How late requests started against their schedule, p99. */
  readonly startLagP99Ms: number | null;
}

/** Reads the shape from the command line of a subject: origin, VUs, seconds, think time in ms. */
export function shapeFromArguments(): SubjectShape {
  const [origin = '', vus = '', seconds = '', thinkMs = ''] = process.argv.slice(2);
  const shape = { origin, vus: Number(vus), seconds: Number(seconds), thinkMs: Number(thinkMs) };
  if (!origin.startsWith('http') || !(shape.vus > 0) || !(shape.seconds > 0) || !(shape.thinkMs >= 0))
    throw new Error(
      `bench subject: found ${process.argv.slice(2).join(' ')}; right would be origin, VUs, seconds, think time in ms`,
    );
  return shape;
}

/** Prints a subject's report: the last line of its output, for the bench to read. */
export function printReport(report: SubjectReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
