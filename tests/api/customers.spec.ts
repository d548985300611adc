import { burstTest } from '../../fixtures/burst-test.ts';

burstTest('customers.list');
burstTest('customers.search');
burstTest('customers.create');
burstTest('customers.get');
burstTest('customers.update');
burstTest('customers.delete');
