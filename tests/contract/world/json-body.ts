import type { Answer } from './http-exchange.ts';

/**
 * The JSON body of an answer, taken to be a `T` (the document's schemas are checked elsewhere). Throws when the
 * status is not the wanted one: whatever a test does next would only hide why.
 */
export function jsonOf<T>(answer: Answer, wantedStatus: number): T {
  if (answer.status !== wantedStatus) {
    throw new Error(
      `answer has status ${answer.status}, want ${wantedStatus}; its body: ${answer.body.slice(0, 300)}`,
    );
  }
  return JSON.parse(answer.body) as T;
}
