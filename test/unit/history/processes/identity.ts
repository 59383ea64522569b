// Says which process it is, and stays.
import { thisProcess } from '../../../../src/core/store/processState';

console.log(JSON.stringify(await thisProcess()));
setInterval(() => undefined, 60_000);
