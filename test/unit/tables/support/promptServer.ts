import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { Child } from '../../../support/child';

const script = fileURLToPath(new URL('../processes/promptServer.ts', import.meta.url));
const calls = z.array(z.object({ prompt: z.string(), isCut: z.boolean() }));

/** A call of a model; cut if it was not answered when the calls were taken. */
export type Call = z.infer<typeof calls>[number];

/** A model in a process of its own, which sees the calls of those that are killed. */
export class PromptServer {
  private constructor(
    private readonly child: Child,
    readonly baseURL: string,
  ) {}

  static async start(latencyMs: number): Promise<PromptServer> {
    const child = await Child.start(script, [String(latencyMs)]);
    await child.said(1);
    return new PromptServer(child, child.lines[0] ?? '');
  }

  /** The calls since the last time, for when nobody calls any more. */
  async takeCalls(): Promise<Call[]> {
    const response = await fetch(new URL('/calls', this.baseURL));
    return calls.parse(await response.json());
  }

  stop(): Promise<void> {
    return this.child.kill();
  }
}
