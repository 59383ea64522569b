const mebibyte = 1024 * 1024;

/** A file, of whatever kind: it is in memory while it is read. */
export const maxFileBytes = 100 * mebibyte;

/** What is extracted from a document, and a file that is text itself. No longer text is written to be read. */
export const maxTextBytes = 20 * mebibyte;

/** All parts of a DOCX, unpacked. Pictures count, since they are unpacked too. */
export const maxUnpackedBytes = 256 * mebibyte;

/** Each line is looked at on its own, and takes memory of its own. */
export const maxLines = 1_000_000;

/** What extracting the text of one document may take. */
export interface ExtractionLimits {
  /** Until the thread has started. */
  readonly startMs: number;
  /** From then on. */
  readonly ms: number;
  /** By how much the process may grow meanwhile, whatever kind of memory that is. */
  readonly bytes: number;
}

/**
 * A PDF of a thousand pages takes a few seconds, the largest HTML page some; what takes longer than this may never end. Word's 20 MiB of
 * text take 1.2 GiB, which is the most.
 */
export const extractionLimits: ExtractionLimits = { startMs: 60_000, ms: 60_000, bytes: 1536 * mebibyte };

/**
 * The last resort: a thread that reaches its own limit often takes the whole process with it (a table or a list that doubles in one
 * step), so the thread is stopped long before. Buffers do not count here.
 */
export const maxHeapMebibytes = 3 * 1024;
