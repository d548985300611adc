import { journeyRounds } from '../../fixtures/journey-rounds.ts';
import { taxQuote } from '../../fixtures/journeys/tax-quote.ts';

journeyRounds(taxQuote);
