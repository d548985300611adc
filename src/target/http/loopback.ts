/** Whether an address is on this machine: what is sent there does not leave it. */
export function isLoopback(address: string): boolean {
  return /^(localhost|127\..*|\[::1\])$/.test(new URL(address).hostname);
}
