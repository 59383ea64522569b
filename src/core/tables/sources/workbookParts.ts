const endSignature = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const endLength = 22;
const maxCommentLength = 0xffff;
const entrySignature = 0x02014b50;
const entryLength = 46;
const sizesFollowFlag = 8;

/**
 * How many bytes the parts of a workbook unpack to that are held in memory as a whole: all but its sheets. Undefined where the archive does
 * not say so for every part, as it would to hide that it unpacks to gigabytes. No part can unpack to more than is said here:
 * the reader stops there.
 */
export function heldPartsSize(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(endSignature);
  if (end < 0 || end + endLength > bytes.length || end < bytes.length - endLength - maxCommentLength) return undefined;
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (at + entryLength > bytes.length || bytes.readUInt32LE(at) !== entrySignature) return undefined;
    const packed = bytes.readUInt32LE(at + 20);
    const unpacked = bytes.readUInt32LE(at + 24);
    const sizesFollow = (bytes.readUInt16LE(at + 8) & sizesFollowFlag) !== 0;
    const nameEnd = at + entryLength + bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + entryLength, nameEnd);
    if (!/^\/?xl\/worksheets\/[^/]+\.xml$/i.test(name)) {
      if ((packed === 0 && sizesFollow) || (packed > 0 && unpacked === 0)) return undefined;
      total += unpacked;
    }
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return total;
}
