import { burstTest } from '../../fixtures/burst-test.ts';

burstTest('tax.calculate');
burstTest('tax.batch');
