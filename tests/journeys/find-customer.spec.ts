import { findCustomer } from '../../fixtures/journeys/find-customer.ts';
import { journeyRounds } from '../../lanes/journeys/journey-rounds.ts';

journeyRounds(findCustomer);
