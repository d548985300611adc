/** A route taken apart: what stands around its placeholders, and their names in order. */
interface RouteTemplate {
  readonly texts: readonly string[];
  readonly names: readonly string[];
}

/** Routes are few and filled thousands of times a second: each is taken apart once. */
const templates = new Map<string, RouteTemplate>();

/**
 * Puts parameters into a route: those with a `{name}` placeholder into the path, the others into the query, in
 * their order.
 *
 * @example fillRoute('/api/v1/deals/{id}', { id }) and fillRoute('/api/v1/deals', { dealership_id })
 * @throws Error when a placeholder is left without a value, or a brace is not closed
 */
export function fillRoute(pathPattern: string, parameters: Readonly<Record<string, string>>): string {
  const { texts, names } = templateOf(pathPattern);
  let route = texts[0] ?? '';
  for (let index = 0; index < names.length; index += 1) {
    const value = parameters[names[index] ?? ''];
    if (value === undefined) throw missing(pathPattern, parameters);
    route += encodeURIComponent(value) + texts[index + 1];
  }
  let separator = pathPattern.includes('?') ? '&' : '?';
  for (const name in parameters) {
    if (names.includes(name)) continue;
    route += `${separator}${name}=${encodeURIComponent(parameters[name] ?? '')}`;
    separator = '&';
  }
  return route;
}

function templateOf(pathPattern: string): RouteTemplate {
  let template = templates.get(pathPattern);
  if (template === undefined) {
    // Split by a pattern with a group: texts and names in turn.
    const parts = pathPattern.split(/\{([^{}]*)\}/);
    template = {
      texts: parts.filter((_part, index) => index % 2 === 0),
      names: parts.filter((_part, index) => index % 2 === 1),
    };
    if (template.texts.some((text) => text.includes('{')))
      throw new Error(`route ${pathPattern}: found a brace that is not closed; right would be {name}`);
    templates.set(pathPattern, template);
  }
  return template;
}

function missing(pathPattern: string, parameters: Readonly<Record<string, string>>): Error {
  return new Error(
    `route ${pathPattern}: found no value for a placeholder, given were ` +
      `${Object.keys(parameters).join(', ') || 'none'}; right would be one value for each {name}`,
  );
}
