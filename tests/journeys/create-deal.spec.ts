import { journeyRounds } from '../../fixtures/journey-rounds.ts';
import { createDeal } from '../../fixtures/journeys/create-deal.ts';

journeyRounds(createDeal);
