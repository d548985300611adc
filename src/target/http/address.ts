/**
 * Takes the address of a target apart: a gateway may be found below a path, e.g. `https://example.com/desk`.
 *
 * @returns its origin, and what stands before the path of each request: empty, or without a slash at its end
 */
export function splitAddress(address: string): { readonly origin: string; readonly prefix: string } {
  const { origin, pathname } = new URL(address);
  return { origin, prefix: pathname.replace(/\/+$/, '') };
}
