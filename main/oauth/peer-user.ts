/** The user whose program connected to a local address: an authorization response has to come from this one (N2). */
export type PeerUser =
  | 'same_user'
  | 'another_user'
  /** This system does not tell. */
  | 'unknown';

export interface LocalConnection {
  /** The port that the other program connects from. */
  readonly remotePort: number;
  /** The port that this app listens at. */
  readonly localPort: number;
}

export interface PeerUsers {
  /** For a connection that is open on both sides. Never rejects. */
  userOf(connection: LocalConnection): Promise<PeerUser>;
}
