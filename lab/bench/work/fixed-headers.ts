import type { WorkFile } from './work-file.ts';

/** A trace context for tools that cannot make one per request. */
const TRACEPARENT = '00-0123456789abcdef0000000000000001-0000000000000001-01';

/** Headers of every request beside those of its body, for tools that send the same ones each time. */
export function fixedHeaders({
  authorization,
}: Pick<WorkFile, 'authorization'>): Readonly<Record<string, string>> {
  return { authorization, 'x-forwarded-for': '198.18.0.1', traceparent: TRACEPARENT };
}

/** The same headers as `name: value`. */
export function headerLines(work: Pick<WorkFile, 'authorization'>): readonly string[] {
  return Object.entries(fixedHeaders(work)).map(([name, value]) => `${name}: ${value}`);
}
