import type { ModelNodeType } from '../flow/model';

/** The prompt of a node whose file gives none, by its type. */
export const defaultPrompts: Readonly<Record<ModelNodeType, string>> = {
  generation: `Answer the request below. Use the context where it helps, and say so where neither is enough.

# Context
{context}

# Request
{input_data}

{output_format}
`,
  ensemble: `Below are several texts about one subject. Merge them into one text: keep what they agree on, resolve what they
contradict each other in, leave nothing important out and repeat nothing.

# Context
{context}

# Texts
{input_data}

{output_format}
`,
  validation: `Check the text below for errors: wrong facts, contradictions, gaps, and anything the context does not bear out.
First list what you found. Then give the corrected text; where nothing is wrong, give it unchanged.

# Context
{context}

# Text
{input_data}

{output_format}
`,
};

/** What `{output_format}` stands for: how an answer marks its result for the next node. */
export const outputFormat = `Write in Markdown. You may explain your reasoning first. Put the final result, and nothing else, between the tags
<output> and </output>, once, at the end.`;
