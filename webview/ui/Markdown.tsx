import { memo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

/**
 * Model output is never live: no raw HTML, no image is loaded (its address may carry data away), and a link is one to the
 * web or no link at all.
 */
const components: Components = {
  a: ({ href, children }) => (href ? <a href={href} title={href}>{children}</a> : <span>{children}</span>),
  img: ({ alt }) => <span className="image-alt">{alt ? `[image: ${alt}]` : '[image]'}</span>,
};

function webOnly(url: string): string {
  return /^https?:\/\//i.test(url) ? url : '';
}

export const Markdown = memo(function Markdown({ text }: { readonly text: string }) {
  return (
    <div className="markdown">
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={components} urlTransform={webOnly}>
        {text}
      </ReactMarkdown>
    </div>
  );
});
