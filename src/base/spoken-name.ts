/** A name as people say it: `create-deal` is `create deal`. */
export function spokenName(name: string): string {
  return name.replaceAll('-', ' ');
}
