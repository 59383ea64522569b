import type { Spent } from '../../../src/core/run/events';
import { counted, dollars, number } from '../../ui/amounts';

interface Props {
  readonly spent: Spent | undefined;
  /** What it was spent on, where that is not clear from the place. */
  readonly what?: string;
}

/** Tokens and cost of a call, or of several. Nothing where nothing was counted, as for models that are none. */
export function SpentLine({ spent, what }: Props) {
  const usage = spent?.usage;
  if (!usage) return null;
  const { input_tokens, output_tokens } = usage;
  return (
    <p className="spent">
      {what !== undefined && <span className="spent-what">{what}</span>}
      <span title={`${number(input_tokens)} in prompts, ${number(output_tokens)} in answers`}>{counted(input_tokens + output_tokens, 'token')}</span>
      {spent.cost === undefined ? (
        <span title="A model of this run has no price. Add one in the setting “llmflow.prices”.">cost not known</span>
      ) : (
        <span title="US dollars">{dollars(spent.cost)}</span>
      )}
    </p>
  );
}
