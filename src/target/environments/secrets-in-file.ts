/** Names of members that hold secrets. Ids of operations, such as `auth.changePassword`, have a dot. */
const SECRET_NAME =
  /pass(word|wd|phrase)?|secret|token|credential|authorization|cookie|(api|private|access)[-_]?key/i;
/** Names of members that hold addresses. The schema allows no @ in them; before one may be a user and a password, in any form. */
const ADDRESS_NAME = /Url$/;
/** Texts that are secrets under any name: a user in an address, a JSON Web Token, the headers that carry one. */
const SECRET_TEXTS = [/^\w+:\/\/[^/@\s]*:[^/@\s]*@/, /\beyJ[\w-]{8,}\.[\w-]+\.?/, /^(bearer|basic) \S{8,}/i];

/** Where a file, read as JSON, has what looks like a secret: the members' names, outermost first. */
export function secretsIn(content: unknown, place: readonly string[] = []): readonly string[] {
  if (typeof content === 'string') {
    const isAddressWithUser = ADDRESS_NAME.test(place.at(-1) ?? '') && content.includes('@');
    return isAddressWithUser || SECRET_TEXTS.some((secret) => secret.test(content)) ? [place.join('.')] : [];
  }
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([name, value]) => {
    const inside = [...place, name];
    if (!name.includes('.') && !name.includes('*') && SECRET_NAME.test(name)) return [inside.join('.')];
    return secretsIn(value, inside);
  });
}
