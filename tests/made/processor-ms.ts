/**
 * Runs this and returns the processor time that this thread took for it, in milliseconds: unlike the time that passed, it has nothing
 * of what other processes did meanwhile.
 */
export async function processorMs(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
