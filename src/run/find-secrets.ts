/** Names of members, fields, cookies and parameters whose values are secrets: `access_token`, `newPassword`, `sid`. */
const SECRET_NAME =
  /(?:token|secret|passw(?:or)?d|session[_-]?id|api[_-]?key|jwt|^sid|[_-]sid|^session|^authorization|^proxy-authorization)$/i;

/** A quick look whether a text is worth the search. */
const WORTH_A_SEARCH = /token|secret|passw|session|api[_-]?key|jwt|sid|cookie|authorization/i;

/**
 * What is shorter is not looked for: a cookie such as `theme=dark` would mask each `dark`, and nobody hands out a session
 * that can be guessed.
 */
const LEAST_LETTERS = 8;

/**
 * Finds the secrets that requests and replies carried, in a text that recorded them: credentials in headers, cookies,
 * and members or parameters that are named like a secret. So a recording says itself which secrets the page was given,
 * even by a server that this process never talked to.
 *
 * @param text JSON, lines of JSON, or a body of a form
 */
export function findSecrets(text: string): Set<string> {
  const found = new Set<string>();
  if (!WORTH_A_SEARCH.test(text)) return found;
  const note = (secret: string) => {
    if (secret.length >= LEAST_LETTERS) found.add(secret);
  };
  if (!searchText(text, note))
    for (const line of text.split('\n')) if (WORTH_A_SEARCH.test(line)) searchText(line, note);
  return found;
}

type Note = (secret: string) => void;

/** Searches a text that is JSON, an address or the body of a form. Returns whether it was one of them. */
function searchText(text: string, note: Note): boolean {
  const parsed = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  if (parsed !== undefined) searchValue(parsed, note);
  else if (/^[\w%.+*-]+=\S*$/.test(text)) searchParameters(text, note);
  else if (/^(?:https?|wss?):\/\/\S+\?/.test(text)) searchParameters(text.replace(/^[^?]*\?/, ''), note);
  else return false;
  return true;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function searchParameters(query: string, note: Note): void {
  for (const [name, value] of new URLSearchParams(query.replace(/#.*/s, '')))
    if (SECRET_NAME.test(name)) note(value);
}

function searchValue(value: unknown, note: Note): void {
  if (typeof value === 'string') {
    if (WORTH_A_SEARCH.test(value)) searchText(value, note);
  } else if (Array.isArray(value)) {
    for (const each of value) searchValue(each, note);
  } else if (typeof value === 'object' && value !== null) {
    searchMembers(value, note);
  }
}

function searchMembers(members: object, note: Note): void {
  const { name, value } = members as { readonly name?: unknown; readonly value?: unknown };
  if (typeof name === 'string' && typeof value === 'string') noteNamed(name, value, note);
  for (const [key, member] of Object.entries(members)) {
    if (typeof member === 'string') noteNamed(key, member, note);
    // Playwright and HAR list cookies as pairs, whatever their names are.
    if (key === 'cookies' && Array.isArray(member))
      for (const cookie of member) if (typeof cookie?.value === 'string') noteCookie(cookie.value, note);
    searchValue(member, note);
  }
}

function noteNamed(name: string, value: string, note: Note): void {
  if (/^set-cookie$/i.test(name)) {
    for (const line of value.split('\n')) notePair(line.split(';', 1)[0] ?? '', note);
  } else if (/^cookie$/i.test(name)) {
    for (const pair of value.split(';')) notePair(pair, note);
  } else if (/authorization$/i.test(name)) {
    // Behind the name of the scheme, e.g. Bearer.
    note(value.replace(/^\S+\s+/, ''));
  } else if (SECRET_NAME.test(name)) {
    note(value);
  }
}

function notePair(pair: string, note: Note): void {
  noteCookie(pair.replace(/^[^=]*=/, '').trim(), note);
}

/** A cookie is percent-encoded by most servers, and a page that reads it decodes it. */
function noteCookie(value: string, note: Note): void {
  note(value);
  try {
    note(decodeURIComponent(value));
  } catch {
    // It was not encoded.
  }
}
