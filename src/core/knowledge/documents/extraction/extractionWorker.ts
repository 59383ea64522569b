import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { extractText } from './extractText';
import { extractionRequest, threadMark } from './messages';

/**
 * What a thread is started with: the file that this module is in, which no other knows once all is bundled. Import it where a
 * thread is to be started, never statically: a bundle would put it into a file that does more.
 */
export const workerModule = new URL(import.meta.url);

if (workerData === threadMark && parentPort) serve(parentPort);

function serve(port: MessagePort): void {
  port.on('message', (message: unknown) => void answer(port, message));
  port.postMessage({ type: 'ready' });
}

async function answer(port: MessagePort, message: unknown): Promise<void> {
  port.postMessage(await extractText(extractionRequest.parse(message)));
}
