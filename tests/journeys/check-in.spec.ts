import { checkIn } from '../../fixtures/journeys/check-in.ts';
import { journeyRounds } from '../../lanes/journeys/journey-rounds.ts';

journeyRounds(checkIn);
