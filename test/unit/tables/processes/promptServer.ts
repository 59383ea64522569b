// A model that answers each prompt with itself and a full stop, and counts: promptServer LATENCY_MS. It prints its base URL;
// `GET /calls` takes the calls since the last time, and tells which of them were not answered when it was asked.
import { setTimeout as sleep } from 'node:timers/promises';
import { startModelServer, type RecordedRequest } from '../../../support/model-server/modelServer';

const latencyMs = Number(process.argv[2]);
const answered = new WeakSet<RecordedRequest>();
let taken = 0;

const server = await startModelServer({
  async other(request, response, { requests }) {
    if (request.url !== '/calls') return false;
    const answeredYet = requests.slice(taken).filter((call) => answered.has(call));
    // A killed client's last request may still be on its way from one process to the other, and its last connection open.
    await sleep(5);
    const calls = requests.slice(taken);
    taken += calls.length;
    await Promise.all(calls.map(({ aborted }) => aborted));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(calls.map((call) => ({ prompt: call.prompt, isCut: !answeredYet.includes(call) }))));
    return true;
  },
});
server.script((request) => {
  void request.aborted.then(() => answered.add(request));
  return { text: `Well. <output>${request.prompt}.</output>`, latencyMs };
});
console.log(server.openaiBaseURL);
