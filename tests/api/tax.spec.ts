import { burstTest } from '../../lanes/bursts/burst-test.ts';

burstTest('tax.calculate');
burstTest('tax.batch');
