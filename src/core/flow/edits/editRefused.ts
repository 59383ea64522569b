/** The change cannot be expressed as a safe edit of this text. The message is a sentence for the user. */
export class EditRefused extends Error {
  override readonly name = 'EditRefused';
}

export const unfollowed = 'The canvas cannot follow how this part of the file is written. Edit the text.';
