import { burstTest } from '../../lanes/bursts/burst-test.ts';

burstTest('inventory.list');
burstTest('inventory.create');
burstTest('inventory.get');
burstTest('inventory.update');
burstTest('inventory.delete');
burstTest('inventory.validateVin');
burstTest('inventory.stats');
