// @ts-check

/** @typedef {import('../../types.d.ts').Person} Person */

/**
 * Possible recipients by name: the dealership's users if the server lists them, and members of the user's
 * conversations, without the user.
 * @param {readonly Person[]} people
 * @param {readonly import('../../types.d.ts').Conversation[]} conversations
 * @param {string} ownId
 * @returns {readonly Person[]}
 */
export function colleaguesOf(people, conversations, ownId) {
  /** @type {Map<string, Person>} */
  const known = new Map(people.map((one) => [one.id, one]));
  for (const { participants } of conversations) {
    for (const { user_id: id, first_name, last_name } of participants ?? []) {
      if (!known.has(id)) known.set(id, { id, first_name, last_name });
    }
  }
  known.delete(ownId);
  return [...known.values()].sort((a, b) => a.first_name.localeCompare(b.first_name));
}
