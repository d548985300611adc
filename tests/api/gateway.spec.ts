import { burstTest } from '../../lanes/bursts/burst-test.ts';

burstTest('gateway.health');
burstTest('gateway.ready');
burstTest('gateway.live');
burstTest('gateway.metrics');
burstTest('gateway.version');
