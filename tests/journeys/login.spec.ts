import { login } from '../../fixtures/journeys/login.ts';
import { journeyRounds } from '../../lanes/journeys/journey-rounds.ts';

journeyRounds(login);
