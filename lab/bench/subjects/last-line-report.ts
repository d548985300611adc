import type { SubjectReport } from './subject-shape.ts';

/**
 * Reads the report that a subject printed as the last line of its output.
 * @throws Error when that line is not a report
 */
export function lastLineReport(output: string): SubjectReport {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  const found: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
  if (typeof found !== 'object' || found === null || !('requests' in found))
    throw new Error(
      `bench: expected a report as JSON in the last line of a subject, found ${line.slice(0, 200)}`,
    );
  return found as SubjectReport;
}
