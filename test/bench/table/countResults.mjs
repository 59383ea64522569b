// How many rows of a workspace are Completed with that very answer: countResults DATABASE ANSWER
import { DatabaseSync } from 'node:sqlite';

const [file, answer] = process.argv.slice(2);
const database = new DatabaseSync(file, { readOnly: true });
const [{ count }] = database.prepare(`SELECT count(*) AS count FROM results WHERE status = 'Completed' AND result = ?`).all(answer);
console.log(count);
