import type { BuiltInProcess } from '../../flow/builtInProcesses';

/** What a built-in process asks about each row, where the file has no prompt of its own. */
export const builtInPrompts: Readonly<Record<BuiltInProcess, string>> = {
  sentiment: `What is the overall sentiment of the text below? Judge the attitude of its author, not the subject. Mixed feelings
of about equal weight, and texts that only state facts, are neutral.

# Text
{input_data}

{output_format}

The final result is one word: Positive, Negative or Neutral.
`,
  summarization: `Summarize the text below in one to three sentences, in the language of the text. Keep what matters most to a reader
who has not seen it; add nothing, and do not comment on the text.

# Text
{input_data}

{output_format}

The final result is the summary.
`,
  translation: `Translate the text below into English. Keep its meaning, tone and formatting; leave names, numbers, code and links as
they are. If it is in English already, give it unchanged.

# Text
{input_data}

{output_format}

The final result is the translation.
`,
  keywords: `List the three to eight keywords or short phrases that say best what the text below is about, the most important first,
in the language of the text.

# Text
{input_data}

{output_format}

The final result is one line: the keywords, separated by commas.
`,
};
