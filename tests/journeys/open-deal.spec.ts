import { openDeal } from '../../fixtures/journeys/open-deal.ts';
import { journeyRounds } from '../../lanes/journeys/journey-rounds.ts';

journeyRounds(openDeal);
