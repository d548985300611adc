import { burstTest } from '../../lanes/bursts/burst-test.ts';

burstTest('auth.register');
burstTest('auth.login');
burstTest('auth.refresh');
burstTest('auth.forgotPassword');
burstTest('auth.resetPassword');
burstTest('auth.verifyEmail');
burstTest('auth.logout');
burstTest('auth.me');
burstTest('auth.changePassword');
