import { auditTest } from '../../lanes/audits/audit-test.ts';
import { useWorksheet } from '../../lanes/audits/use-worksheet.ts';

auditTest('worksheet', { signedIn: true }, useWorksheet());
