import { burstTest } from '../../lanes/bursts/burst-test.ts';

burstTest('customers.list');
burstTest('customers.search');
burstTest('customers.create');
burstTest('customers.get');
burstTest('customers.update');
burstTest('customers.delete');
