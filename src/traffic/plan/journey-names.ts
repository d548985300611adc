/** The journeys of the guide: what every round of every scenario measures. */
export const GUIDE_JOURNEYS = ['login', 'create-deal', 'tax-quote'] as const;

/** What a dealership does all day besides: measured in the rounds that have room for it. */
export const DAY_JOURNEYS = ['find-customer', 'open-deal', 'check-in'] as const;

/** Order in which the journeys of a round follow each other. */
export const JOURNEY_ORDER = [...GUIDE_JOURNEYS, ...DAY_JOURNEYS] as const;

export type JourneyName = (typeof JOURNEY_ORDER)[number];

/** `create-deal` as people say it: `create deal`. */
export function spokenName(journey: string): string {
  return journey.replaceAll('-', ' ');
}
