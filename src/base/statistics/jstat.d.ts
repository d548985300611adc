/** The parts of jstat that this project uses; the package comes without types. */
declare module 'jstat' {
  const jStat: {
    readonly normal: {
      /** The value that a normal variable stays below with probability `p`. */
      inv(p: number, mean: number, deviation: number): number;
    };
    readonly studentt: {
      /** The value that a variable of Student's t distribution stays below with probability `p`. */
      inv(p: number, degreesOfFreedom: number): number;
    };
  };
  export = jStat;
}
