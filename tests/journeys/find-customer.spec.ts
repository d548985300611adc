import { journeyRounds } from '../../fixtures/journey-rounds.ts';
import { findCustomer } from '../../fixtures/journeys/find-customer.ts';

journeyRounds(findCustomer);
