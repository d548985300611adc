import { checkTest } from '../lanes/check/check-test.ts';

checkTest();
