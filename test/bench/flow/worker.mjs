// The process that one contender has for itself. Every answer it gets is compared with what the server sent.
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { answerText } from '../server/answer.mjs';
import { serveParent } from '../support/worker.mjs';

const [module, origin] = process.argv.slice(2);
const { connect } = await import(pathToFileURL(module).href);

/** @type {Map<string, Promise<import('./contender').Contender>>} */
const contenders = new Map();

/** One `runFlow` or `ask` at a path of the server, with its output checked. */
async function task(what, { path, tokens }) {
  if (!contenders.has(path)) contenders.set(path, Promise.resolve(connect(`${origin}${path}/v1`)));
  const contender = await contenders.get(path);
  const expected = answerText(tokens);
  return async () => {
    const output = await contender[what]();
    if (output !== expected) throw new Error(`The output is not the answer: ${output?.length} characters instead of ${expected.length}.`);
  };
}

async function measured(work) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const runs = await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { runs, ms, cpuMs: (user + system) / 1000 };
}

serveParent(process.version, {
  /** As many as can be done in a time, a number of them at once. */
  async during({ what, concurrency, forMs, ...where }) {
    const run = await task(what, where);
    return measured(async () => {
      const end = performance.now() + forMs;
      let runs = 0;
      const lane = async () => {
        for (; performance.now() < end; runs++) await run();
      };
      await Promise.all(Array.from({ length: concurrency }, lane));
      return runs;
    });
  },

  async once({ what, ...where }) {
    await (await task(what, where))();
  },
});
