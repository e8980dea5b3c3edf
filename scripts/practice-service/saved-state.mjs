/**
 * The state that the practice service stores, so that connections still work after a restart: port,
 * signing key, accounts, grants and tokens. It is one JSON file, always written as a whole.
 */
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @typedef {{ payload: import('oidc-provider').AdapterPayload, expires: number | null }} Entry expires
 *   in ms since 1970
 * @typedef {object} State
 * @property {number} port 0 for none yet
 * @property {import('oidc-provider').JWK[]} keys
 * @property {string} cookieKey
 * @property {import('./pages.mjs').Account[]} accounts
 * @property {Record<string, Entry>} entries by `Model:id`
 */

/** @returns {State} */
function newState() {
  // Node 20 can deadlock in the export of a key it has just generated, so that key is read again first.
  const { privateKey: pem } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const privateKey = createPrivateKey(pem).export({ format: 'jwk' });
  return {
    port: 0,
    keys: [{ ...privateKey, use: 'sig', kid: randomBytes(6).toString('hex') }],
    cookieKey: randomBytes(24).toString('base64url'),
    accounts: [],
    entries: {},
  };
}

export class SavedState {
  /** @type {State} */
  state;
  /** @type {NodeJS.Timeout | undefined} */
  #writing;
  #file;

  /** @param {string} file */
  constructor(file) {
    this.#file = file;
    this.state = readState(file) ?? newState();
    this.#forgetExpired();
  }

  /**
   * Moves an account to the top of the list; its name stays as first typed.
   * @param {import('./pages.mjs').Account} signedIn
   */
  remember(signedIn) {
    const account = this.account(signedIn.accountId) ?? signedIn;
    const others = this.state.accounts.filter(({ accountId }) => accountId !== account.accountId);
    this.state.accounts = [account, ...others];
    this.changed();
  }

  /** @param {string} accountId */
  account(accountId) {
    return this.state.accounts.find((account) => account.accountId === accountId);
  }

  /** Saves soon; `save` does it at once. */
  changed() {
    this.#writing ??= setTimeout(() => this.save(), 200).unref();
  }

  save() {
    clearTimeout(this.#writing);
    this.#writing = undefined;
    this.#forgetExpired();
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.state), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }

  /**
   * @param {string} model
   * @returns {import('oidc-provider').Adapter}
   */
  adapter(model) {
    /** @param {string} id */
    const key = (id) => `${model}:${id}`;
    /** @param {(payload: import('oidc-provider').AdapterPayload) => boolean} wanted */
    const search = (wanted) =>
      this.#live().find(
        ([name, { payload }]) => name.startsWith(`${model}:`) && wanted(payload),
      )?.[1].payload;
    return {
      upsert: (id, payload, expiresIn) => {
        const expires = expiresIn ? Date.now() + expiresIn * 1000 : null;
        this.state.entries[key(id)] = { payload, expires };
        this.changed();
        return Promise.resolve();
      },
      find: (id) => {
        const entry = this.state.entries[key(id)];
        return Promise.resolve(entry && isLive(entry) ? entry.payload : undefined);
      },
      findByUid: (uid) => Promise.resolve(search((payload) => payload.uid === uid)),
      findByUserCode: (code) => Promise.resolve(search((payload) => payload.userCode === code)),
      consume: (id) => {
        const entry = this.state.entries[key(id)];
        if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
        this.changed();
        return Promise.resolve();
      },
      destroy: (id) => {
        this.#forget((name) => name === key(id));
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        this.#forget(
          (name, { payload }) => name.startsWith(`${model}:`) && payload.grantId === grantId,
        );
        return Promise.resolve();
      },
    };
  }

  /**
   * Returns all entries of a model that have not expired, such as all grants.
   * @param {string} model
   */
  all(model) {
    return this.#live()
      .filter(([name]) => name.startsWith(`${model}:`))
      .map(([name, { payload }]) => ({ id: name.slice(model.length + 1), payload }));
  }

  /**
   * Ends a grant and every token that was issued under it.
   * @param {string} grantId
   */
  endGrant(grantId) {
    this.#forget((name, { payload }) => name === `Grant:${grantId}` || payload.grantId === grantId);
  }

  #live() {
    return Object.entries(this.state.entries).filter(([, entry]) => isLive(entry));
  }

  #forgetExpired() {
    this.state.entries = Object.fromEntries(this.#live());
  }

  /** @param {(name: string, entry: Entry) => boolean} which */
  #forget(which) {
    this.state.entries = Object.fromEntries(
      Object.entries(this.state.entries).filter(([name, entry]) => !which(name, entry)),
    );
    this.changed();
  }
}

/** @param {Entry} entry */
const isLive = ({ expires }) => expires === null || expires > Date.now();

/** @param {string} file @returns {State | undefined} */
function readState(file) {
  try {
    /** @type {unknown} */
    const parsed = JSON.parse(readFileSync(file, 'utf8'));
    return /** @type {State} */ (parsed);
  } catch {
    return undefined;
  }
}
