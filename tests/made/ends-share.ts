import { endOfShare } from '../../lanes/traffic/end-of-share.ts';

// A process that tells its parent `written` and ends its share with code 7 while one of its users waits.

setTimeout(() => undefined, 60_000);
process.exitCode = 7;
process.send?.('written', undefined, undefined, () => undefined);
endOfShare();
