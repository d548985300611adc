/** Runs this while the time of day stands still for this process. @param epochMs in milliseconds since 1970 */
export async function withHeldDate<T>(epochMs: number, work: () => Promise<T> | T): Promise<T> {
  const { now } = Date;
  Date.now = () => epochMs;
  try {
    return await work();
  } finally {
    Date.now = now;
  }
}
