/**
 * The border between what a server writes and what is stored in readable records or shown: nothing that
 * repeats a secret passes it.
 */
import { createHash } from 'node:crypto';

import type { Failure } from '../../ipc/failure.js';
import type { SecretFilter } from '../oauth/known-secrets.js';
import type { VaultWrite } from '../ports/vault.js';
import type {
  Account,
  Connection,
  DisconnectProgress,
  PersistedStatus,
  StoredProgress,
} from './connection.js';

/** The failure without secrets; the same one where it has none. */
export function withoutSecrets<F extends Failure>(failure: F, filter: SecretFilter): F {
  const { cause, host, serverError, asked, untrusted } = failure;
  let changed = 0;
  const redact = (text: string) => {
    const plain = filter.redact(text);
    if (plain !== text) changed += 1;
    return plain;
  };
  const clean = {
    ...failure,
    cause: redact(cause),
    host: host && redact(host),
    serverError: serverError && redact(serverError),
    ...(asked && {
      asked: {
        ...asked,
        places: asked.places.map((each) => ({ ...each, place: redact(each.place) })),
      },
    }),
    ...(untrusted && {
      untrusted: {
        signer: untrusted.signer && redact(untrusted.signer),
        searched: untrusted.searched.map(redact),
      },
    }),
  };
  return changed === 0 ? failure : clean;
}

export function describedWithoutSecrets(connection: Connection, filter: SecretFilter): Connection {
  const { account, scopesGranted, scopesRequested, standing, refusals } = connection;
  // A scope is sent as it is, so one that holds a secret is left out as a whole.
  const requested = scopesRequested.filter((scope) => !filter.holdsMuch(scope));
  const more = filter.withoutHolding(scopesGranted.filter((scope) => !requested.includes(scope)));
  return {
    ...connection,
    account: accountWithoutSecrets(account, filter),
    scopesGranted: scopesGranted.filter((scope) => [...requested, ...more].includes(scope)),
    scopesRequested: requested,
    standing: statusWithoutSecrets(standing, filter),
    refusals: refusals && { ...refusals, cause: withoutSecrets(refusals.cause, filter) },
  };
}

/**
 * An address with a gap reaches nobody, so it is left out; a name with one may still help. Some services
 * have the subject in their tokens: its digest recognizes the account just as well.
 */
export function accountWithoutSecrets<A extends Pick<Account, 'name' | 'email'>>(
  account: A,
  filter: SecretFilter,
): A {
  const { name, email } = account;
  const subject =
    'subject' in account && typeof account.subject === 'string' ? account.subject : null;
  return {
    ...account,
    name: name && filter.redact(name),
    email: email !== null && filter.holds(email) ? null : email,
    ...(subject !== null && filter.holds(subject) && { subject: digestOf(subject) }),
  };
}

const digestPrefix = 'sha256:';

/** Stands for a subject that repeats a secret, which no readable record may hold. */
export function digestOf(subject: string): string {
  return `${digestPrefix}${createHash('sha256').update(subject).digest('hex')}`;
}

/** True also where one of them is the digest of the other. */
export function isSameSubject(one: string, other: string): boolean {
  if (one === other) return true;
  return (
    (one.startsWith(digestPrefix) && one === digestOf(other)) ||
    (other.startsWith(digestPrefix) && other === digestOf(one))
  );
}

function statusWithoutSecrets(status: PersistedStatus, filter: SecretFilter): PersistedStatus {
  switch (status.kind) {
    case 'needs_sign_in':
    case 'misconfigured':
      return { ...status, cause: withoutSecrets(status.cause, filter) };
    case 'disconnecting':
      return { ...status, progress: progressWithoutSecrets(status.progress, filter) };
    case 'active':
    case 'unknown':
      return status;
  }
}

function progressWithoutSecrets(
  progress: DisconnectProgress | StoredProgress,
  filter: SecretFilter,
): StoredProgress {
  switch (progress.kind) {
    case 'waiting':
    case 'stopped':
      return { ...progress, cause: withoutSecrets(progress.cause, filter) };
    case 'given_up':
      return { ...progress, cause: progress.cause && withoutSecrets(progress.cause, filter) };
    case 'pending':
    case 'unknown':
      return progress;
  }
}

/** Records that are sealed keep everything. */
export function writeWithoutSecrets(
  write: VaultWrite,
  connectionOf: (connectionId: string) => Connection | null,
  filterFor: (connection: Connection) => SecretFilter,
): VaultWrite {
  switch (write.kind) {
    case 'put_connection': {
      const { connection } = write;
      const clean = describedWithoutSecrets(connection, filterFor(connection));
      return { kind: 'put_connection', connection: clean };
    }
    case 'add_activity': {
      const { entry } = write;
      const connection = connectionOf(entry.connectionId);
      if (entry.failure === null || connection === null) return write;
      const failure = withoutSecrets(entry.failure, filterFor(connection));
      return { kind: 'add_activity', entry: { ...entry, failure } };
    }
    case 'put_secrets':
    case 'delete_secrets':
    case 'put_outbox_entry':
    case 'delete_outbox_entry':
    case 'delete_connection':
    case 'end_connection':
    case 'delete_ended':
    case 'undo_ending':
    case 'put_attempt':
    case 'delete_attempt':
    case 'put_intent':
    case 'delete_intent':
    case 'put_service':
    case 'delete_service':
      return write;
  }
}
