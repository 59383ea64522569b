import { environmentConnections } from '../../../src/core/tables/connections/environment';
import { openSource } from '../../../src/core/tables/sources/openSource';

/** Reads a query's rows twice, from a connection of the environment, and says how many there were and the sum of a column. */
const [connection = '', query = ''] = process.argv.slice(2);
const place = { folder: process.cwd(), workspace: process.cwd() };
const source = await openSource({ kind: 'connection', connection, query }, place, environmentConnections(process.env));
for (let reading = 0; reading < 2; reading++) {
  let [count, sum] = [0, 0];
  for await (const { data } of source.rows(new AbortController().signal)) {
    count++;
    sum += Number(data['different']);
  }
  console.log(`${count} ${sum}`);
}
await source.close?.();
