import { SECRET } from '../kinds.ts';
import { rowsWith, type SettingRows } from '../setting.ts';

const setting = rowsWith({ readBy: 'src/evidence' });

/**
 * Where the target's side can be asked what it did during a run. Most of these addresses may hold a password, so they are
 * secrets; a wrong one costs a line of the report and not the run.
 */
export const EVIDENCE_ROWS = {
  databaseUrl: setting(
    'DATABASE_URL',
    SECRET,
    'the PostgreSQL of Desk Studio, e.g. `postgres://reader@db:5432/desk`: a run reads statistics from it and changes nothing ([evidence](evidence.md)). An embedded Desk Studio keeps its data there, in a schema that it creates, instead of in a PostgreSQL that it starts',
    { otherwise: "the embedded Desk Studio's, where the run starts it; else none", secret: true },
  ),
} satisfies SettingRows;
