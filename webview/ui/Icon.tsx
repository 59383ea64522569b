/** A codicon. It says nothing to a screen reader: the words stand beside it. */
export function Icon({ name, spin = false }: { readonly name: string; readonly spin?: boolean }) {
  return <i className={`codicon codicon-${name}${spin ? ' spin' : ''}`} aria-hidden="true" />;
}
