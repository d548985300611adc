import { journeyRounds } from '../../fixtures/journey-rounds.ts';
import { checkIn } from '../../fixtures/journeys/check-in.ts';

journeyRounds(checkIn);
