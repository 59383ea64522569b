import { ServerUnavailable } from '../../../scripts/lib/test-servers.mjs';

/** A server that is started once, when it is first asked for. */
export class SharedServer<Server extends { stop(): Promise<void> }> {
  #started: Promise<Server> | undefined;

  constructor(private readonly startServer: () => Promise<Server>) {}

  start(): Promise<Server> {
    this.#started ??= this.startServer();
    this.#started.catch(() => undefined);
    return this.#started;
  }

  /** For a suite's `before`: where this machine cannot have the server, all of the suite is skipped, and the reason is told. */
  async for(suite: Mocha.Context): Promise<Server> {
    try {
      return await this.start();
    } catch (error) {
      if (!(error instanceof ServerUnavailable)) throw error;
      console.log(`    Skipped: ${error.message}`);
      return suite.skip();
    }
  }

  async stop(): Promise<void> {
    await this.#started?.then(
      (server) => server.stop(),
      () => undefined,
    );
  }
}
