/** Takes what is wrong with a setting, so that one error can name all of it. */
export type Complain = (name: string, found: string, right: string) => void;

/** The text of a setting; an empty one counts as not set, as pipelines tend to pass it. */
export function settingText(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === undefined || text === '' ? undefined : text;
}

/** Reads an address of one of the given protocols (`http:`), without the slash at its end. */
export function readUrl(
  name: string,
  text: string,
  protocols: readonly string[],
  complain: Complain,
): string | undefined {
  const right = `an address such as ${protocols[0]}//host:port, without user, query or fragment`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !protocols.includes(url.protocol) || url.hostname === '') {
    complain(name, JSON.stringify(hideUserInfo(text)), right);
    return undefined;
  }
  if (url.username !== '' || url.password !== '') {
    complain(name, 'an address with a user in it (not shown)', right);
    return undefined;
  }
  if (url.search !== '' || url.hash !== '') {
    complain(name, JSON.stringify(text), right);
    return undefined;
  }
  return url.href.replace(/\/+$/, '');
}

/** Reads `true` or `false` (also 1/0, yes/no, on/off). */
export function readSwitch(name: string, text: string, complain: Complain): boolean | undefined {
  const word = text.toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return true;
  if (['false', '0', 'no', 'off'].includes(word)) return false;
  complain(name, JSON.stringify(text), 'true or false');
  return undefined;
}

/** Reads one word of a closed set. */
export function readWord<Word extends string>(
  name: string,
  text: string,
  words: readonly Word[],
  complain: Complain,
): Word | undefined {
  const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (word === undefined) complain(name, JSON.stringify(text), `one of ${words.join(', ')}`);
  return word;
}

function hideUserInfo(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//***@');
}
