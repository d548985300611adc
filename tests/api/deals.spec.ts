import { burstTest } from '../../lanes/bursts/burst-test.ts';

burstTest('deals.list');
burstTest('deals.create');
burstTest('deals.get');
burstTest('deals.update');
burstTest('deals.delete');
