// Extracts the text of one document, with nothing else to do, and says at its end whether the thread was still there.
import { writeSync } from 'node:fs';
import { TextExtractor } from '../../../../../src/core/knowledge/documents/extraction/textExtractor';

const extractor = new TextExtractor();
process.on('exit', () => writeSync(1, `ended while the thread was there: ${extractor.isRunning}\n`));
const text = await extractor.extract('html', Buffer.from('<h1>Returns</h1>'), new AbortController().signal);
writeSync(1, `${text}\n`);
