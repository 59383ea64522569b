import { Fragment } from 'react';
import type { Part } from './words';

/** Words in a row, with a comma between them. */
export function Parts({ parts }: { readonly parts: readonly Part[] }) {
  return parts.map(({ text, isFailure }, index) => (
    <Fragment key={text}>
      {index > 0 && ', '}
      <span className={isFailure === true ? 'failed-rows' : undefined}>{text}</span>
    </Fragment>
  ));
}
