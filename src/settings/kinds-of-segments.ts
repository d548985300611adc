import { z } from 'zod';
import { MOST_SEGMENTS, type Segment } from '../base/segment.ts';
import { type Kind, wholeNumber } from './kinds.ts';

/** More processes than this drive no traffic of one machine. */
const MOST_PROCESSES = 32;

/** One part of a whole, such as `2/4`. */
export const SEGMENT: Kind<Segment> = {
  schema: z
    .string()
    .regex(/^\d{1,3}\/\d{1,3}$/)
    .transform((text) => {
      const [index = 0, of = 0] = text.split('/').map(Number);
      return { index, of };
    })
    .refine(({ index, of }) => index >= 1 && index <= of && of <= MOST_SEGMENTS),
  right: `one of up to ${MOST_SEGMENTS} parts, such as 2/4`,
  placeholder: 'K/N',
};

/** Processes of one machine, or `auto` for as many as are of use. */
export const PROCESSES: Kind<number | 'auto'> = {
  schema: z.union([z.string().toLowerCase().pipe(z.literal('auto')), wholeNumber(1, MOST_PROCESSES).schema]),
  right: `auto, or a whole number from 1 to ${MOST_PROCESSES}`,
  placeholder: 'N',
};

/** A moment with its offset from UTC; gives milliseconds since 1970. */
export const MOMENT: Kind<number> = {
  schema: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  right: 'a moment with its offset from UTC, such as 2030-01-31T06:00:00Z',
  placeholder: 'TIME',
};
