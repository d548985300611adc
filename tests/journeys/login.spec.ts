import { journeyRounds } from '../../fixtures/journey-rounds.ts';
import { login } from '../../fixtures/journeys/login.ts';

journeyRounds(login);
