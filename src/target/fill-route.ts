/**
 * Puts parameters into a route: those with a `{name}` placeholder into the path, the others into the query, in
 * their order.
 *
 * @example fillRoute('/api/v1/deals/{id}', { id }) and fillRoute('/api/v1/deals', { dealership_id })
 * @throws Error when a placeholder is left without a value
 */
export function fillRoute(pathPattern: string, parameters: Readonly<Record<string, string>>): string {
  let path = pathPattern;
  let separator = pathPattern.includes('?') ? '&' : '?';
  let query = '';
  for (const name of Object.keys(parameters)) {
    const value = encodeURIComponent(parameters[name] ?? '');
    const at = path.indexOf(`{${name}}`);
    if (at >= 0) {
      path = path.slice(0, at) + value + path.slice(at + name.length + 2);
    } else {
      query += `${separator}${name}=${value}`;
      separator = '&';
    }
  }
  if (path.includes('{')) {
    throw new Error(
      `route ${pathPattern}: found no value for a placeholder, given were ` +
        `${Object.keys(parameters).join(', ') || 'none'}; right would be one value for each {name}`,
    );
  }
  return path + query;
}
