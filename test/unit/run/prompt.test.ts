import assert from 'node:assert/strict';
import * as z from 'zod';
import { modelNodeTypes } from '../../../src/core/flow/model';
import { placeholders, renderPrompt, wordsInBraces } from '../../../src/core/flow/placeholders';
import { defaultPrompts } from '../../../src/core/run/defaultPrompts';
import { readCases } from '../../support/fixtures';

const { cases } = readCases(
  'prompt.json',
  z.object({
    cases: z.array(
      z.object({
        name: z.string(),
        prompt: z.string(),
        values: z.object({ input_data: z.string(), context: z.string(), output_format: z.string() }),
        text: z.string(),
      }),
    ),
  }),
);

describe('renderPrompt', () => {
  for (const { name, prompt, values, text } of cases) {
    it(name, () => assert.equal(renderPrompt(prompt, values), text));
  }
});

describe('the default prompts', () => {
  for (const type of modelNodeTypes) {
    it(`that of ${type} uses every placeholder and no other`, () => {
      const words = wordsInBraces(defaultPrompts[type]).map(({ word }) => word);
      assert.deepEqual(words.sort(), [...placeholders].sort());
    });
  }
});
