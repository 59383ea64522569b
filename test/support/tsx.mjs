// Lets Node load TypeScript, in the threads that a test starts as well: Node 20 does not hand a loader on to them.
import { isMainThread } from 'node:worker_threads';
import { register } from 'tsx/esm/api';
import 'tsx';

if (!isMainThread) register();
