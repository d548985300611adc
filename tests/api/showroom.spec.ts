import { burstTest } from '../../lanes/bursts/burst-test.ts';

burstTest('showroom.listVisits');
burstTest('showroom.createVisit');
burstTest('showroom.getVisit');
burstTest('showroom.updateVisit');
burstTest('showroom.changeStatus');
burstTest('showroom.closeVisit');
burstTest('showroom.listTimers');
burstTest('showroom.startTimer');
burstTest('showroom.listNotes');
burstTest('showroom.createNote');
