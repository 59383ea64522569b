import assert from 'node:assert/strict';
import type { RunEventBody } from '../../../src/core/run/events';
import { createLineReporter, type LineReporterOptions } from '../../../src/core/run/lineReporter';
import { input, model } from './flows';

const nodes = [input('in'), model('draft', 'generation', 'in')];

function report(bodies: readonly RunEventBody[], options?: LineReporterOptions): string[] {
  const lines: string[] = [];
  const listen = createLineReporter(nodes, (line) => lines.push(line), options);
  bodies.forEach((body, index) => listen({ ...body, run: 'r', seq: index + 1, time: '2026-01-01T00:00:00.000Z' }));
  return lines;
}

const says = (text: string, node = 'draft'): RunEventBody => ({ event: 'node-delta', node, text });
const completed = (node: string, found = true) => ({ event: 'node-completed', node, output: '', description: '', found }) satisfies RunEventBody;

describe('line reporter', () => {
  it('writes whole lines only, each with its node’s name, however the text arrives', () => {
    assert.deepEqual(report([says('one li'), says('ne\ntw')]), ['draft │ one line']);
    assert.deepEqual(report([says('one li'), says('ne\ntw'), says('o\n\nthree'), completed('draft')]), [
      'draft │ one line',
      'draft │ two',
      'draft │',
      'draft │ three',
      'draft • completed',
    ]);
  });

  it('keeps the text of parallel nodes apart', () => {
    const lines = report([says('a'), says('x', 'in'), says('b\n'), says('y\n', 'in')]);
    assert.deepEqual(lines, ['draft │ ab', 'in    │ xy']);
  });

  it('writes what is left when a node fails or its request is made again', () => {
    assert.deepEqual(report([says('half'), { event: 'node-failed', node: 'draft', error: 'It broke.' }]), ['draft │ half', 'draft • failed: It broke.']);
    assert.deepEqual(report([says('half'), { event: 'node-delta', node: 'draft', text: '', attempt: 2, reason: 'Reset.' }, says('whole\n')]), [
      'draft │ half',
      'draft • attempt 2 follows; the text so far is void: Reset.',
      'draft │ whole',
    ]);
  });

  it('says that a model’s answer has no output tag as a warning, and of a text as a note', () => {
    const roles: string[] = [];
    const paintLine: LineReporterOptions['paintLine'] = (line, role) => {
      roles.push(role);
      return line;
    };
    const lines = report([completed('in', false), completed('draft', false)], { paintLine });
    assert.deepEqual(roles, ['note', 'status', 'warning', 'status']);
    assert.match(lines[0]!, /no <output> tag in the content/);
    assert.match(lines[2]!, /warning: there is no <output> tag in the answer/);
  });

  it('counts the tokens where they are known', () => {
    const usage = { input_tokens: 12, output_tokens: 3 };
    const event: RunEventBody = { event: 'node-completed', node: 'draft', output: '', description: '', found: true, usage };
    assert.deepEqual(report([event]), ['draft • completed (12 tokens in, 3 out)']);
    assert.deepEqual(report([{ ...event, cost: 0.0123 }]), ['draft • completed (12 tokens in, 3 out, $0.012)']);
  });

  it('adds up what the run took, where anything is known of it', () => {
    const ended: RunEventBody = { event: 'run-ended', status: 'completed' };
    const usage = { input_tokens: 120, output_tokens: 30 };
    assert.deepEqual(report([ended]), ['The run completed.']);
    assert.deepEqual(report([{ ...ended, usage }]), ['The run completed.', 'Together: 120 tokens in, 30 out.']);
    assert.deepEqual(report([{ ...ended, usage, cost: 1.5 }]), ['The run completed.', 'Together: 120 tokens in, 30 out, $1.50.']);
  });

  it('names the passages that a node used, and warns where there are none', () => {
    const passage = { text: 'A\nB', line: 12, endLine: 13 };
    const passages = [{ ...passage, source: 'a.md', score: 0.8123 }, { ...passage, source: 'docs/b.md', score: 0.5 }];
    const failed: RunEventBody = { event: 'node-failed', node: 'draft', error: 'No quota.', knowledge_base: 'handbook', passages: [passages[0]!] };
    assert.deepEqual(report([{ ...completed('draft'), knowledge_base: 'handbook', passages }]), [
      'draft • 2 passages from “handbook”: a.md:12 (0.81), docs/b.md:12 (0.50)',
      'draft • completed',
    ]);
    assert.deepEqual(report([failed]), ['draft • 1 passage from “handbook”: a.md:12 (0.81)', 'draft • failed: No quota.']);
    assert.deepEqual(report([{ ...completed('draft'), knowledge_base: 'handbook', passages: [], warnings: ['Nothing was found.'] }]), [
      'draft • warning: Nothing was found.',
      'draft • completed',
    ]);
  });

  it('ends with how the run ended', () => {
    assert.deepEqual(report([{ event: 'run-ended', status: 'completed' }]), ['The run completed.']);
    assert.deepEqual(report([{ event: 'run-ended', status: 'cancelled' }]), ['The run was cancelled.']);
    assert.deepEqual(report([{ event: 'run-ended', status: 'failed', error: '“draft” failed: It broke.' }]), ['The run failed. “draft” failed: It broke.']);
  });

  it('lets no control character of a model through: CR, escape sequences, bells', () => {
    assert.deepEqual(report([says('a\r\nb\u001b[2Jc\u0007\td\r\n')]), ['draft │ a', 'draft │ b [2Jc \td']);
  });
});
