import { expect, test } from 'vitest';

import { userIn } from './peer-users.js';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
/** A row of /proc/net/tcp. */
function row(from: string, to: string, uid: number, state = '01', address = '0100007F'): string {
  const queues = '00000000:00000000 00:00000000 00000000';
  return `   0: ${address}:${from} ${address}:${to} ${state} ${queues} ${String(uid).padStart(5)}        0 91234 1 0000`;
}
const connection = { remotePort: 0xd431, localPort: 0x1f90 };
const ours = 1000;
/** Our own end of the same connection, which is always ours. */
const ourEnd = row('1F90', 'D431', ours);

test.each([
  ['a program of another user', [row('D431', '1F90', 1001)]],
  ['a program of root', [row('D431', '1F90', 0)]],
  ['a program that is gone already', []],
  ['a program that hung up already', [row('D431', '1F90', 0, '06')]],
  ['a user who hung up already', [row('D431', '1F90', ours, '05')]],
  [
    'someone who repeats the ports of the browser',
    [row('D431', '1F90', ours), row('D431', '1F90', 1001, '01', '0200007F')],
  ],
  ['a connection to another port', [row('D431', '1F91', ours)]],
  ['a connection from another port', [row('D432', '1F90', ours)]],
])('%s is not the user (N2)', (_, rows) => {
  expect(userIn([head, ourEnd, ...rows].join('\n'), connection, ours)).toBe('another_user');
});

test('a browser of the user is the user (N2)', () => {
  const table = [head, ourEnd, row('D431', '1F90', ours), row('AAAA', '0050', 1001)].join('\n');
  expect(userIn(table, connection, ours)).toBe('same_user');
});

test('a browser that comes by IPv6 is the user (N2)', () => {
  const table = row('D431', '1F90', ours, '01', '00000000000000000000000001000000');
  expect(userIn(table, connection, ours)).toBe('same_user');
});
