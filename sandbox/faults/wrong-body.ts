import { evenlyInEach } from './evenly.ts';
import type { FaultKind } from './fault-kind.ts';
import { concerns } from './operations.ts';

/** What is sent instead: for a list it is no list, for an object it lacks every field. */
export const WRONG_BODY = '{"unexpected":true}';

/** Answers with the right status, whose body breaks the contract. */
export const wrongBodyFault: FaultKind = {
  name: 'wrong-body',
  place: 'operations',
  example: 'deals.list:wrong-body+10',
  promise: `Of the answers of \`deals.list\` that have a body, 10 % keep their status and content type, but their body is \`${WRONG_BODY}\`, spread evenly.`,
  amount: /^(\d{1,3})$/,
  effect: ([percent = 0], where) =>
    percent === 0 || percent > 100
      ? undefined
      : {
          on: 'sandbox',
          switchOn(site) {
            const isChosen = evenlyInEach();
            const step = (operation: string, body: string) =>
              concerns(where, operation) && isChosen(operation, percent / 100) ? WRONG_BODY : body;
            site.answerSteps.add(step);
            return () => void site.answerSteps.delete(step);
          },
        },
};
