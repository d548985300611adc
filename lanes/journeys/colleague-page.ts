import type { ColleaguePage } from '../../fixtures/visits/journey.ts';
import type { JourneyVisit } from '../../fixtures/visits/journey-visit.ts';
import type { Landmark } from '../../src/measure/page/landmark.ts';

/** Where a colleague looks. */
interface LookedAt {
  readonly path: string;
  readonly landmark: Landmark;
}

/**
 * Opens the page that a colleague looks at.
 *
 * @param profile the colleague's browser profile
 * @returns gives the page to a visit; opens it again, in the same profile, where it was closed since the visit before
 */
export async function openColleaguePage(
  profile: { beginVisit(): Promise<JourneyVisit> },
  { path, landmark }: LookedAt,
): Promise<ColleaguePage> {
  const open = async () => {
    const visit = await profile.beginVisit();
    await visit.startAt(path, landmark);
    return visit;
  };
  let opened = await open();
  return async () => {
    if (opened.page.isClosed()) opened = await open();
    return opened;
  };
}
