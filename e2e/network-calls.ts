import { readdir, readFile } from 'node:fs/promises';

import type { BuiltApp } from './built-app.js';
import type { User } from './user.js';

/** Records whom all processes of an app contact, with strace: each system call, however short. */
export class NetworkCalls {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async recordedFor(user: User): Promise<NetworkCalls> {
    return new NetworkCalls(await user.folder('network-calls'));
  }

  /** The same app, recorded with every process that it starts. */
  of(built: BuiltApp): BuiltApp {
    const calls = 'trace=connect,sendto,sendmsg,sendmmsg';
    // As a child (`-D`), so that the app has the process id that the test started. It has the app's
    // arguments, so the app counts as running until the record is complete.
    const how = ['-D', '-ff', '--seccomp-bpf', '-yy', '-s', '0', '-e', calls];
    return built.startedBy('strace', ...how, '-o', `${this.#folder}/thread`);
  }

  /** Everyone contacted until the app had quit, sorted, e.g. `TCP 127.0.0.1:80`. */
  async contacted(): Promise<string[]> {
    const names = await readdir(this.#folder);
    const read = names.map(async (name) => await readFile(`${this.#folder}/${name}`, 'utf8'));
    const lines = (await Promise.all(read)).flatMap((text) => text.split('\n'));
    return [...new Set(lines.flatMap(contactIn))].toSorted();
  }
}

/** A line of strace, e.g. `connect(24<TCP:[123]>, {sa_family=AF_INET, sin_port=htons(80), …}, 16) = 0`. */
function contactIn(line: string): string[] {
  // Signals and ends of threads.
  if (line === '' || /^(\+\+\+|---)/.test(line)) return [];
  const [, call, kind, connectedTo] =
    /^(\w+)\(\d+<([\w-]+):\[(?:[^\]]*?->)?(.*?)\]>[,)]/.exec(line) ?? [];
  const [, port, v4, v6] =
    /sin6?_port=htons\((\d+)\).*?inet_(?:addr\(|pton\(AF_INET6, )(?:"([\d.]+)"|"([\da-f:.]+)")/.exec(
      line,
    ) ?? [];
  const given = port === undefined ? null : `${v4 ?? `[${v6}]`}:${port}`;
  switch (kind) {
    case 'NETLINK':
      return [];
    case 'UNIX':
    case 'UNIX-STREAM':
    case 'UNIX-DGRAM':
    case 'UNIX-SEQPACKET':
      // These look names up for others.
      return /resolve|avahi/.test(line) ? [line] : [];
    case 'TCP':
    case 'TCPv6':
      // Without an address: more of a connection that was recorded when it began, or of one to the app.
      return given === null ? [] : [`TCP ${given}`];
    case 'UDP':
    case 'UDPv6':
      // Connecting sends nothing: it finds out whether there is a way, e.g. by IPv6. A lookup of a name
      // counts also where there is no way.
      return call === 'connect' && port !== '53' ? [] : [`UDP ${given ?? connectedTo}`];
    default:
      return [line];
  }
}
