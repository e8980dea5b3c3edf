import type { ConnectionView } from '../../ipc/connection-view.js';

/** Tells accounts apart: the account's name where the user chose the label, otherwise its e-mail. */
export function OtherName({ connection }: { readonly connection: ConnectionView }) {
  const { label, account } = connection;
  const name = [account.name, account.email].find((each) => each !== null && each !== label);
  if (!name) return null;
  return (
    <>
      {' · '}
      <bdi>{name}</bdi>
    </>
  );
}
