/** Code that nothing has transformed: Node's own, and packages. */
const UNCHANGED = /^node:|[\\/]node_modules[\\/]/;
const BEFORE_FRAME = '\n    at ';
const NO_ERROR = new Error();

type Frame = Pick<NodeJS.CallSite, 'getFileName'>;

/** Where V8 looks up how to write a stack: `Error` itself. */
interface StackWriter {
  prepareStackTrace?: ((error: Error, frames: never[]) => unknown) | undefined;
}

/**
 * Makes it cheap to note a stack. Playwright does so for each fixture, hook, `expect` and call of its API, up to 50 frames
 * deep, and looks up every frame in source maps. That was a quarter of the CPU time of the unit tests. Only the project's
 * own files have such maps, so the frames of packages and of Node are written as they are.
 *
 * It belongs into a worker, after Playwright has prepared the process for TypeScript. Elsewhere it does nothing.
 */
export function mapOnlyOwnFrames(errors: StackWriter = Error): void {
  const mapAll = errors.prepareStackTrace as
    | ((error: Error, frames: readonly Frame[]) => unknown)
    | undefined;
  if (mapAll === undefined) return;
  errors.prepareStackTrace = (error, frames: readonly Frame[]) => {
    const mapped = String(mapAll(NO_ERROR, frames.filter(isOwn))).split(BEFORE_FRAME);
    let next = 0;
    const lines = frames.map((frame) => (isOwn(frame) ? mapped[++next] : String(frame)));
    return [`${error.name || 'Error'}: ${error.message || ''}`, ...lines].join(BEFORE_FRAME);
  };
}

function isOwn(frame: Frame): boolean {
  const file = frame.getFileName();
  return typeof file === 'string' && !UNCHANGED.test(file);
}
