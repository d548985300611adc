/**
 * Whether an address is on this machine by its name: what is sent there does not leave it. `URL` writes all forms of an IPv4
 * address as four numbers, and a name such as `127.example.com` is none.
 */
export function isLoopback(address: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(address).hostname);
}
