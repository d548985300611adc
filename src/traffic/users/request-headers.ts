import type { Session } from '../../target/session/session.ts';

/**
 * Header lists of one virtual user, built once per access token and reused: only the trace context changes from
 * request to request. On the hot path nothing is allocated.
 */
export class RequestHeaders {
  readonly #session: Session;
  readonly #extra: readonly string[];
  #authorization = '';
  #signedIn: string[] = [];
  #signedInJson: string[] = [];
  readonly #anonymous: string[];
  readonly #anonymousJson: string[];

  /** @param extra name, value, name, value … sent with every request, e.g. X-Forwarded-For on own systems */
  constructor(session: Session, extra: readonly string[] = []) {
    this.#session = session;
    this.#extra = extra;
    this.#anonymous = this.#list();
    this.#anonymousJson = this.#list('content-type', 'application/json');
  }

  /** The headers for the next request. The returned list is the user's own: it is valid until the next call. */
  next(authenticated: boolean, hasBody: boolean, traceparent: string): string[] {
    if (authenticated && this.#authorization !== this.#session.authorization) this.#rebuild();
    const list = authenticated
      ? hasBody
        ? this.#signedInJson
        : this.#signedIn
      : hasBody
        ? this.#anonymousJson
        : this.#anonymous;
    list[1] = traceparent;
    return list;
  }

  #rebuild(): void {
    this.#authorization = this.#session.authorization;
    this.#signedIn = this.#list('authorization', this.#authorization);
    this.#signedInJson = this.#list('authorization', this.#authorization, 'content-type', 'application/json');
  }

  #list(...own: string[]): string[] {
    return ['traceparent', '', ...this.#extra, ...own];
  }
}
