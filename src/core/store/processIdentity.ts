import * as z from 'zod';

/** Which process it is, even after its number has been given to another. */
export const processIdentity = z.object({
  pid: z.number(),
  /** The system's own record of when it started, in whatever form; empty if it cannot be known. */
  started: z.string(),
  host: z.string(),
  /** Changes when the system starts; empty where `started` is an absolute time. */
  boot: z.string(),
  /** Process numbers mean something only within it: containers have their own. */
  namespace: z.string(),
});
export type ProcessIdentity = Readonly<z.infer<typeof processIdentity>>;
