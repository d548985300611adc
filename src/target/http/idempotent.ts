/** Methods of which a repetition does no more than the first time (RFC 9110, section 9.2.2). */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** Whether a request with this method can be sent again without harm, when it is not known whether the server saw it. */
export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.has(method);
}
