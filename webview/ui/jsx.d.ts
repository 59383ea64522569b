import type { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/vscode-button.js';
import type { VscodeOption } from '@vscode-elements/elements/dist/vscode-option/vscode-option.js';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/vscode-textarea.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import type { HTMLAttributes, RefAttributes } from 'react';

/** React 19 sets what it finds on a custom element as properties, so an element's own fields are its props. */
type ElementProps<E extends HTMLElement> = Omit<HTMLAttributes<E>, keyof E> & Partial<Omit<E, keyof HTMLElement>> &
  Pick<HTMLAttributes<E>, 'children' | 'className' | 'hidden' | 'id' | 'title' | 'autoFocus'> &
  RefAttributes<E>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': ElementProps<VscodeButton>;
      'vscode-option': ElementProps<VscodeOption>;
      'vscode-single-select': ElementProps<VscodeSingleSelect> & {
        /** In lower case React listens on the element itself: its `change` does not bubble, as `onChange` would need. */
        onchange?: (event: Event) => void;
      };
      'vscode-textarea': ElementProps<VscodeTextarea>;
      'vscode-textfield': ElementProps<VscodeTextfield>;
    }
  }
}
