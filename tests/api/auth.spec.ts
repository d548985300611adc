import { burstTests } from '../../lanes/bursts/burst-test.ts';

burstTests('auth');
