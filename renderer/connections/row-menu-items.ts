import type { ConnectionView } from '../../ipc/connection-view.js';

export type RowMenuItem =
  'refresh' | 'sign_in_again' | 'rename' | 'copy_email' | 'select' | 'remove' | 'disconnect';

/** The items of a connection's menu, in groups, without those that could not work now. */
export function rowMenuItems(connection: ConnectionView): readonly (readonly RowMenuItem[])[] {
  const { state, lifetime, account } = connection;
  const isEnding = state.kind === 'disconnecting';
  const hasGivenUp = isEnding && state.progress.kind === 'given_up';
  const where = (condition: boolean, item: RowMenuItem) => (condition ? [item] : []);
  return [
    [
      ...where(!isEnding && lifetime.kind === 'refreshes', 'refresh'),
      ...where(!isEnding || hasGivenUp, 'sign_in_again'),
    ],
    ['rename', ...where(account.email !== null, 'copy_email'), 'select'],
    ['remove', ...where(!hasGivenUp, 'disconnect')],
  ];
}
