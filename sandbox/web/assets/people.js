// @ts-check
import { useEffect, useState } from 'preact/hooks';
import { request } from './api.js';
import { dealershipId } from './session.js';

/** @typedef {import('../types.d.ts').Person} Person */

/** @type {Map<string, Promise<readonly Person[]>>} By dealership, so that another user's colleagues never show. */
const asked = new Map();

/** Empty if the server has no users route, which is harmless and requested only once. */
function askPeople() {
  const key = dealershipId();
  let people = asked.get(key);
  if (!people) {
    people = request('GET', '/users').then(
      (answer) => (Array.isArray(answer) ? answer : (answer.users ?? [])),
      () => [],
    );
    asked.set(key, people);
  }
  return people;
}

/** @returns {readonly Person[]} The users of the dealership; empty until known. */
export function usePeople() {
  const [people, setPeople] = useState(/** @type {readonly Person[]} */ ([]));
  useEffect(() => {
    let gone = false;
    askPeople().then((known) => gone || setPeople(known));
    return () => {
      gone = true;
    };
  }, []);
  return people;
}
