export interface BenchOptions {
  /** The Node that is measured. */
  readonly node: string;
  /** Small sizes, to see that everything works. */
  readonly isQuick: boolean;
}
