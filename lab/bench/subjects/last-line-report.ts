import type { SubjectReport } from './subject-shape.ts';

/**
 * Reads the report that a subject printed as the last line of its output.
 * @throws Error when that is no report
 */
export function lastLineReport(output: string): SubjectReport {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  const found: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
  if (typeof found !== 'object' || found === null || !('requests' in found))
    throw new Error(
      `bench: last line of a subject: found ${line.slice(0, 200)}; right would be its report as JSON`,
    );
  return found as SubjectReport;
}
