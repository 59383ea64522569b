const mebibyte = 1024 * 1024;

/** A file, of whatever kind: it is in memory while it is read. */
export const maxFileBytes = 100 * mebibyte;

/** What is extracted from a document, and a file that is text itself. No longer text is written to be read. */
export const maxTextBytes = 20 * mebibyte;

/** All parts of a DOCX, unpacked. Pictures count, since they are unpacked too. */
export const maxUnpackedBytes = 256 * mebibyte;

/** A PDF of a thousand pages takes a few seconds; one that takes longer than this may never end. */
export const maxPdfMs = 60_000;

/** Each line is looked at on its own, and takes memory of its own. */
export const maxLines = 1_000_000;
