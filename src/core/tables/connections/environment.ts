import { SourceError } from '../source';
import type { Connections } from './connection';
import { parseConnectionUrl } from './connectionUrl';

const prefix = 'LLMFLOW_CONNECTION_';

/** The variable that holds a connection's URL: `LLMFLOW_CONNECTION_MY_SHOP` for “my-shop”. */
export function connectionVariable(name: string): string {
  return prefix + name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

/** The connections that the environment holds, each in a variable of its own. Names come back in lower case. */
export function environmentConnections(env: Readonly<Record<string, string | undefined>>): Connections {
  return {
    async find(name) {
      const variable = connectionVariable(name);
      const url = env[variable];
      if (url === undefined || url === '') return undefined;
      return await Promise.resolve(parse(variable, url));
    },
    names: () =>
      Promise.resolve(
        Object.keys(env)
          .filter((variable) => variable.startsWith(prefix) && variable !== prefix && env[variable])
          .map((variable) => variable.slice(prefix.length).toLowerCase())
          .sort(),
      ),
  };
}

function parse(variable: string, url: string) {
  try {
    return parseConnectionUrl(url);
  } catch (error) {
    if (error instanceof SourceError) throw new SourceError(`${variable}: ${error.message}`);
    throw error;
  }
}
