import { auditTest } from '../../fixtures/lighthouse/audit-test.ts';
import { useWorksheet } from '../../fixtures/lighthouse/use-worksheet.ts';

auditTest('worksheet', { signedIn: true }, useWorksheet);
