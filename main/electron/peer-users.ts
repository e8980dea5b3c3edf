/** The user at the other end of a local connection, as the system's table of connections has it. */
import { readFile } from 'node:fs/promises';

import type { LocalConnection, PeerUser, PeerUsers } from '../oauth/peer-user.js';

const linuxTables = ['/proc/net/tcp', '/proc/net/tcp6'];
/** TCP_ESTABLISHED: after it the table no longer names the user. */
const established = '01';

/** On Linux, where every user can read the command lines of all; 'unknown' elsewhere. */
export const peerUsers: PeerUsers = {
  async userOf(connection) {
    const uid = process.getuid?.();
    if (process.platform !== 'linux' || uid === undefined) return 'unknown';
    const tables = await Promise.all(
      linuxTables.map((table) => readFile(table, 'utf8').catch(() => null)),
    );
    const readable = tables.filter((table) => table !== null);
    return readable.length === 0 ? 'unknown' : userIn(readable.join('\n'), connection, uid);
  },
};

/**
 * Compares ports only: each end of a connection between two programs of this computer has a row. A
 * program that repeats the ports at other addresses only keeps the browser out.
 *
 * @param table rows of /proc/net/tcp
 * @param uid of this process
 * @see https://docs.kernel.org/networking/proc_net_tcp.html
 */
export function userIn(
  table: string,
  { remotePort, localPort }: LocalConnection,
  uid: number,
): PeerUser {
  const owners = table.split('\n').flatMap((row) => {
    const [, from = '', to = '', state, , , , owner] = row.trim().split(/\s+/);
    const isPeer = portOf(from) === remotePort && portOf(to) === localPort && state === established;
    return isPeer ? [Number(owner)] : [];
  });
  return owners.length > 0 && owners.every((owner) => owner === uid) ? 'same_user' : 'another_user';
}

/** @param address "0100007F:1F90": address and port in hexadecimal */
function portOf(address: string): number {
  return Number.parseInt(address.split(':')[1] ?? '', 16);
}
