import type { Estimate, ProcessEstimate, TableEstimate } from './estimate';
import { costText, rowsText, tokensText } from './progressText';

/** An estimate in words, a line for each process that may cost something and one for all together. */
export function estimateLines({ processes, ...total }: TableEstimate): string[] {
  const paid = processes.filter(({ rows, calls }) => rows > 0 && calls > 0);
  const lines = paid.map((process) => `${process.process}: ${workText(process)}, ${amountText(process)} (${basisText(process)})`);
  return paid.length > 1 ? [...lines, `Together: ${amountText(total)}`] : lines;
}

function workText({ rows, calls }: ProcessEstimate): string {
  return calls === 1 ? rowsText(rows) : `${rowsText(rows)} × ${calls} calls`;
}

function amountText({ input_tokens, output_tokens, cost }: Estimate): string {
  return `about ${tokensText(input_tokens + output_tokens)} tokens, ${cost === null ? 'at a price that is not known' : `about ${costText(cost)}`}`;
}

function basisText({ basis, measuredRows }: ProcessEstimate): string {
  return basis === 'rows' ? `from ${rowsText(measuredRows)} that ran` : 'from the length of the texts';
}
