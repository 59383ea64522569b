import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import Markdown from 'react-markdown';
import { markdownText } from '../../../src/host/sidebar/markdownText';

function html(text: string): string {
  return renderToStaticMarkup(createElement(Markdown, { children: `**x**\n\n${markdownText(text)}` }));
}

describe('text as Markdown', () => {
  it('is nothing but paragraphs of that text, whatever it holds', () => {
    const parts = ['a', ' ', '\n', '*', '_', '`', '[', ']', '(', ')', '<', '>', '#', '1.', '- ', '|', '~~', '&amp;', '\\', '!', '<https://a.example>', '    '];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), (words) => {
        const text = words.join('').trim();
        const paragraphs = text.split(/\s*\n\s*/).map((line) => line.trim()).filter((line) => line !== '');
        const escape = (line: string) => line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
        assert.equal(html(text), ['<p><strong>x</strong></p>', ...paragraphs.map((line) => `<p>${escape(line)}</p>`)].join('\n'));
      }),
      { numRuns: 200 },
    );
  });
});
