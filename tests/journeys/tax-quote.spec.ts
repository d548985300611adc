import { taxQuote } from '../../fixtures/journeys/tax-quote.ts';
import { journeyRounds } from '../../lanes/journeys/journey-rounds.ts';

journeyRounds(taxQuote);
