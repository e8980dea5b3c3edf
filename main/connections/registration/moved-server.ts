/**
 * Hosts to which a service has moved since its connections were made, by its definition, its metadata
 * or its API: they are sent nothing, and no browser opens at them, before the user agrees.
 */
import type { MovedPart, MovedServer } from '../../../ipc/attempt-view.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { endpoints } from '../../oauth/server-metadata.js';
import type { Connection } from '../connection.js';
import type { Adjustment } from '../service-adjustment.js';

type Part = Pick<Connection, 'server'> & { readonly adjustments: Connection['adjustments'] };

/** An address of a server that has not been asked yet, or a server with all its endpoints. */
export type MoveTarget =
  | { readonly kind: 'address'; readonly address: string }
  | {
      readonly kind: 'server';
      readonly server: AuthorizationServer;
      readonly adjustments: readonly Adjustment[];
    };

export interface Moved {
  readonly kind: 'moved';
  readonly moves: readonly MovedServer[];
}

/**
 * Null: there is nothing to agree to.
 *
 * @param connections any of them vouches for what it was made with; none: the service is new
 * @param confirmed the origins that the user has agreed to
 */
export function unconfirmedMove(
  target: MoveTarget,
  connections: readonly Connection[],
  confirmed: readonly string[],
): Moved | null {
  let last: Moved | null = null;
  for (const connection of connections) {
    const moves = movesFrom(connection, target).filter(({ to }) => !confirmed.includes(to));
    if (moves.length === 0) return null;
    last = { kind: 'moved', moves };
  }
  return last;
}

/** Two addresses of one origin: same host, same port, both with TLS or both without. */
export function isSameOrigin(one: string, other: string): boolean {
  return originOf(one) === originOf(other);
}

/** As people are shown them: the hosts, or the origins where only the scheme tells them apart. */
export function shownOrigins({ from, to }: Pick<MovedServer, 'from' | 'to'>): {
  readonly from: string;
  readonly to: string;
} {
  const [before, after] = [originOf(from), originOf(to)];
  const isSameScheme = before.split(':')[0] === after.split(':')[0];
  const shown = (origin: string) => (isSameScheme ? origin.replace(/^\w+:\/\//, '') : origin);
  return { from: shown(before), to: shown(after) };
}

/** True if the connection was made with a server of that origin. */
export function isKnownOrigin(address: string, connection: Connection): boolean {
  return Object.values(addressesOf(connection)).includes(originOf(address));
}

const partOf: Readonly<Record<(typeof endpoints)[number] | 'issuer' | 'refresh', MovedPart>> = {
  authorizationEndpoint: 'sign_in',
  deviceAuthorizationEndpoint: 'sign_in',
  pushedAuthorizationRequestEndpoint: 'sign_in',
  endSessionEndpoint: 'sign_in',
  tokenEndpoint: 'tokens',
  refresh: 'tokens',
  revocationEndpoint: 'tokens',
  introspectionEndpoint: 'tokens',
  userinfoEndpoint: 'tokens',
  issuer: 'description',
  jwksUri: 'description',
  registrationEndpoint: 'description',
};
const names = Object.keys(partOf) as (keyof typeof partOf)[];

function movesFrom(connection: Connection, target: MoveTarget): readonly MovedServer[] {
  const before = addressesOf(connection);
  const known = new Set(Object.values(before).flatMap((each) => (each === null ? [] : [each])));
  const { metadataAddress } = connection;
  const moves = new Map<string, MovedServer>();
  const note = (part: MovedPart, from: string, to: string) =>
    moves.set([part, from, to].join(' '), { part, from, to });
  if (target.kind === 'address') {
    const to = originOf(target.address);
    const from = metadataAddress === undefined ? before.issuer : originOf(metadataAddress);
    if (from !== null && to !== from && !known.has(to)) note('description', from, to);
    return [...moves.values()];
  }
  const after = addressesOf(target);
  for (const name of names) {
    const from = before[name];
    const to = after[name];
    if (to === null || to === from || (from === null && known.has(to))) continue;
    note(partOf[name], from ?? before.tokenEndpoint ?? '', to);
  }
  return [...moves.values()];
}

function addressesOf({ server, adjustments }: Part) {
  const origins = names.map((name) => {
    const address = name === 'refresh' ? refreshEndpointOf(adjustments) : server[name];
    return [name, address === null ? null : originOf(address)];
  });
  return Object.fromEntries(origins) as Readonly<Record<keyof typeof partOf, string | null>>;
}

function refreshEndpointOf(adjustments: Part['adjustments']): string | null {
  const own = adjustments.find((each) => each.name === 'refresh_endpoint');
  return own !== undefined && 'url' in own && typeof own.url === 'string' ? own.url : null;
}

/** In ASCII (punycode), so that look-alikes show. */
function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
