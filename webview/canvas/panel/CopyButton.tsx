import { useEffect, useState } from 'react';
import { IconButton } from '../../ui/IconButton';

/** How long the button says that it has copied, in milliseconds. */
const confirmedFor = 1_500;

export function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), confirmedFor);
    return () => clearTimeout(timer);
  }, [copied]);

  function copy(): void {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  }

  return <IconButton icon={copied ? 'check' : 'copy'} label={copied ? 'Copied' : 'Copy output'} onClick={copy} />;
}
