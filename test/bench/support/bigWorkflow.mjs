/**
 * The text of a valid workflow with that many nodes: chains of five (input → generation → ensemble → validation →
 * validation) whose ends go into one ensemble, then validations up to the output. Comments, prompts and positions as in a
 * file that people work on.
 *
 * @param {number} count
 * @param {{ withLayout?: boolean }} [options]
 */
export function bigWorkflow(count, { withLayout = true } = {}) {
  const chains = Math.floor((count - 2) / 5);
  const nodes = [];
  const add = (id, type, from, body) => nodes.push({ id, type, from, body });
  for (let chain = 1; chain <= chains; chain++) {
    const id = (name) => `${name}_${chain}`;
    add(id('review'), 'input', undefined, text('content', `Review ${chain}: I love this movie.\nThe last act makes up for all of it.`));
    add(id('draft'), 'generation', id('review'), text('prompt', `Summarize review ${chain}.\n\n{input_data}\n\n{output_format}`));
    add(id('merged'), 'ensemble', `[${id('draft')}]`, ['    model_type: echo']);
    add(id('checked'), 'validation', id('merged'), []);
    add(id('final'), 'validation', id('checked'), text('prompt', 'Correct the spelling of this text.\n\n{input_data}\n\n{output_format}'));
  }
  const ends = Array.from({ length: chains }, (_, index) => `final_${index + 1}`);
  add('report', 'ensemble', `[${ends.join(', ')}]`, []);
  let last = 'report';
  while (nodes.length < count - 1) {
    const id = `proof_${nodes.length}`;
    add(id, 'validation', last, []);
    last = id;
  }
  add('result', 'output', last, []);
  return [
    '# A large workflow.',
    'llmflow: 1',
    'name: Large',
    'llm_provider: builtin',
    'model_type: auto',
    '',
    'nodes:',
    ...nodes.flatMap(({ id, type, from, body }) => [
      ...(type === 'input' ? [`  # The chain of ${id}.`] : []),
      `  ${id}:`,
      `    type: ${type}`,
      ...(from ? [`    from: ${from}`] : []),
      ...body,
    ]),
    ...(withLayout ? ['', 'layout:', ...nodes.map(({ id }, index) => `  ${id}: [${placeOf(index).join(', ')}]`)] : []),
    '',
  ].join('\n');
}

function text(key, value) {
  return [`    ${key}: |`, ...value.split('\n').map((line) => (line === '' ? '' : `      ${line}`))];
}

/** Chains of five below one another, in columns of 40. */
function placeOf(index) {
  const [chain, step] = [Math.floor(index / 5), index % 5];
  return [(Math.floor(chain / 40) * 5 + step) * 320, (chain % 40) * 180];
}
