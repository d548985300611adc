import { createDeal } from '../../fixtures/journeys/create-deal.ts';
import { journeyRounds } from '../../lanes/journeys/journey-rounds.ts';

journeyRounds(createDeal);
