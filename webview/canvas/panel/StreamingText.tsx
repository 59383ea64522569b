import { memo } from 'react';

/** Text that grows. Only its last part is drawn again; the box keeps to the end unless the user scrolls up. */
export function StreamingText({ parts }: { readonly parts: readonly string[] }) {
  return (
    <div className="streaming" tabIndex={0}>
      <div>
        {parts.map((part, index) => (
          // Parts are only ever appended, so a part's place is its identity.
          <Part key={index} text={part} />
        ))}
      </div>
    </div>
  );
}

const Part = memo(function Part({ text }: { readonly text: string }) {
  return <div className="streaming-part">{text}</div>;
});
