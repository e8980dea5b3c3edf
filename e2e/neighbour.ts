import { run } from './processes.js';

/** The number of a user that exists nowhere, so that no account has to be created. */
const uid = '64321';
const script =
  "fetch(process.argv[1],{redirect:'manual'}).then(({status})=>process.stdout.write(String(status)))";

/** Requests an address as another user of this computer; resolves to the status. Only root can. */
export function requestAsNeighbour(address: string): Promise<string> {
  const user = ['--reuid', uid, '--regid', uid, '--clear-groups'];
  return run('setpriv', [...user, process.execPath, '-e', script, address], {});
}
