import { journeyRounds } from '../../fixtures/journey-rounds.ts';
import { openDeal } from '../../fixtures/journeys/open-deal.ts';

journeyRounds(openDeal);
