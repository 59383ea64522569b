/** A commented workflow whose comments and quotes an edit elsewhere must not touch. */
export const commentedFlow = `# A workflow.
llmflow: 1
nodes:
  a: # the input
    type: input
    content: "Hello" # quoted on purpose
  # What is drafted from it.
  g:
    type: generation
    from: a
  o:
    type: output
    from: g

layout:
  a: [0, 0]
  g: [300, 0]
  o: [600, 0]
`;

export const unconnectedFlow = `llmflow: 1
nodes:
  a:
    type: input
  e:
    type: ensemble
  o:
    type: output
    from: a
`;

/** One model node, of a provider that the tests answer for. */
export const openaiFlow = `llmflow: 1
nodes:
  a:
    type: input
    content: Hello
  g:
    type: generation
    from: a
    llm_provider: openai
    model_type: test-model
  o:
    type: output
    from: g
`;
