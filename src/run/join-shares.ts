import { existsSync } from 'node:fs';
import { type Exemplar, Exemplars } from '../measure/exemplars.ts';
import { mergedSlices } from '../measure/merged/merged-slices.ts';
import { readRawSlices, sliceLine } from '../measure/slice-file.ts';
import { RUN_FILES, RUN_FOLDERS, shareExemplars, shareSlices } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import { readRunPlan } from '../record/run-plan.ts';

/** Where each process of the traffic writes its slices until they are joined; none for a traffic of one process. */
export function sharesOfSlices(folder: RunFolder): string[] {
  return shareNumbers(folder).map(shareSlices);
}

function shareNumbers(folder: RunFolder): number[] {
  return Array.from({ length: readRunPlan(folder)?.processes ?? 0 }, (_, index) => index + 1);
}

/**
 * Makes the slices of the traffic, and its slowest requests, of what each of its processes wrote. Does nothing for a traffic of
 * one process, and nothing a second time. After a process was killed, what it wrote is among them.
 *
 * @returns the processes of which nothing is there, by their numbers
 */
export function joinShares(folder: RunFolder): number[] {
  const numbers = shareNumbers(folder);
  const paths = numbers.map((number) => folder.place(shareSlices(number)));
  if (!paths.some((path) => existsSync(path))) return [];
  const shares = paths.map(readRawSlices);
  const slices = mergedSlices(shares);
  folder.writeText(RUN_FILES.slices, slices.map(sliceLine).join(''));
  const slowest = new Exemplars();
  for (const number of numbers)
    for (const exemplar of folder.read<Exemplar[]>(shareExemplars(number)) ?? []) slowest.offer(exemplar);
  folder.write(RUN_FILES.exemplars, slowest.all());
  folder.removeFolder(RUN_FOLDERS.shares);
  return numbers.filter((_, index) => shares[index]?.length === 0);
}
