import { IconButton } from '../../ui/IconButton';
import { chooseConnection } from '../actions';
import { usePermissions } from '../state/document';
import { overlay } from '../state/overlay';

/** For the pointer, on hover; with the keyboard the card itself takes Enter and C. */
export function CardActions({ id }: { readonly id: string }) {
  const { structure } = usePermissions();
  return (
    <span className="card-actions nodrag">
      {structure && <IconButton icon="plug" label={`Connect ${id}…`} title="Connect… (C)" onClick={() => chooseConnection(id)} />}
      <IconButton icon="edit" label={`Edit ${id}`} title="Edit (Enter)" onClick={() => overlay.set({ kind: 'edit', node: id })} />
    </span>
  );
}
