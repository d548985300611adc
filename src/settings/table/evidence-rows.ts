import { address, KUBERNETES_NAME, SECRET } from '../kinds.ts';
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
  redisUrl: setting(
    'REDIS_URL',
    SECRET,
    'the Redis of Desk Studio, e.g. `redis://cache:6379`: a run reads statistics from it. An embedded Desk Studio keeps sessions and rate limits there instead of in its process',
    { otherwise: 'none', secret: true },
  ),
  prometheusUrl: setting(
    'PROMETHEUS_URL',
    SECRET,
    "the Prometheus that watches Desk Studio, e.g. `https://prometheus.example.com`, with user and password if it asks for them: it is queried at the run's end",
    { otherwise: 'none', secret: true },
  ),
  kubeNamespace: setting(
    'KUBE_NAMESPACE',
    KUBERNETES_NAME,
    'the namespace of Desk Studio, in the current context of `kubectl`: its pods are looked at',
    { otherwise: 'none', example: 'desk-studio' },
  ),
  pprofUrl: setting(
    'PPROF_URL',
    address('http:', 'https:'),
    "where Go's pprof of the gateway or a service answers: heap and goroutine profiles before and after the run become files of the run",
    { otherwise: 'none', example: 'http://localhost:6060/debug/pprof' },
  ),
} satisfies SettingRows;
