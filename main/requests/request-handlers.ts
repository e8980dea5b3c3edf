/** What happens for each request of the contract, already checked for sender and schema. */
import type { ParsedRequestOf, Replies } from '../../ipc/contract.js';
import type { RequestChannel } from '../../ipc/channels.js';
import type { Failure, Result } from '../../ipc/failure.js';
import { endSessionLink } from '../oauth/end-session-link.js';
import type { Connection } from '../connections/connection.js';
import { failureOf, storageFailure } from '../connections/failures.js';
import type { Core } from '../connections/core.js';
import { adminRequest } from '../connections/sign-in/admin-request.js';
import { redirectUrisOf } from '../connections/sign-in/redirect.js';
import type { Clipboard } from '../ports/clipboard.js';
import type { Clock } from '../ports/clock.js';
import type { Printer } from '../ports/printer.js';
import type { Settings } from '../ports/settings.js';
import type { UserAgent } from '../ports/user-agent.js';

export type RequestHandlers = {
  readonly [C in RequestChannel]: (
    request: ParsedRequestOf<C>,
  ) => Promise<Result<Replies[C]>> | Result<Replies[C]>;
};

/** What requests need besides the domain. */
export interface RequestPorts {
  readonly clock: Clock;
  readonly clipboard: Clipboard;
  readonly printer: Printer;
  readonly settings: Settings;
  readonly userAgent: UserAgent;
}

export function createRequestHandlers(core: Core, ports: RequestPorts): RequestHandlers {
  const { vault, store, signIn, refreshScheduler, disconnector, details, customServices } = core;
  const { clock, clipboard, printer, settings, userAgent } = ports;

  return {
    'window:ready': () => {
      // A window that is new, or was loaded again, shows no phrase.
      vault.recovery.abandon();
      core.emitAll();
      return taken();
    },

    'vault:keep-until-quit': async () => done(await vault.keepUntilQuit()),
    'vault:protect-by-passphrase': async ({ passphrase }) =>
      done(await vault.protectByPassphrase(passphrase)),
    'vault:unlock': async ({ passphrase }) => done(await vault.unlock(passphrase)),
    'vault:try-again': async () => {
      await core.tryVaultAgain();
      return taken();
    },
    'vault:make-recovery': () => vault.recovery.offer(),
    'vault:print-recovery-sheet': async () =>
      vault.recovery.isOffered ? done(await printer.print()) : refused('not_found'),
    'vault:confirm-recovery': async ({ passphrase }) =>
      done(await vault.recovery.confirm(passphrase)),
    'vault:abandon-recovery': () => {
      vault.recovery.abandon();
      return taken();
    },
    'vault:remove-recovery': async () => done(await vault.recovery.remove()),
    'vault:start-new': async () => done(await vault.startNew()),
    'vault:open-kept': async ({ name }) => done(await core.openArchived(name)),

    'services:add': async (wish) => notOpen() ?? customServices.add(wish),
    'services:set-up': async (wish) => notOpen() ?? customServices.setUp(wish),
    'services:remove': async ({ serviceId }) => done(await customServices.remove(serviceId)),
    'services:describe-redirect': (of) => redirectUris(of),
    'services:open-account-page': async ({ serviceId }) => {
      const page = accountPage(serviceId);
      return page === null ? refused('not_found') : done(await userAgent.open(page));
    },

    'services:open-docs': async ({ serviceId }) => {
      const page = core.catalogue.find(serviceId)?.docsUrl ?? null;
      return page === null ? refused('not_found') : done(await userAgent.open(page));
    },

    'connections:add': ({ serviceId }) => {
      const closed = notOpen();
      if (closed) return closed;
      const service = core.catalogue.find(serviceId);
      if (!service) return refused('not_found');
      return { ok: true, value: { attemptId: signIn.start({ service, connection: null }) } };
    },
    'connections:sign-in-again': async ({ connectionId }) => {
      const closed = notOpen();
      if (closed) return closed;
      const connection = store.get(connectionId)?.connection;
      if (!connection) return refused('not_found');
      try {
        const service = await core.serviceOf(connection);
        return { ok: true, value: { attemptId: signIn.start({ service, connection }) } };
      } catch (error) {
        return done(storageFailure(error));
      }
    },
    'connections:refresh': async ({ connectionId }) =>
      notOpen() ?? done(await refreshScheduler.refresh(connectionId)),
    'connections:rename': ({ connectionId, label }) => {
      if (!store.get(connectionId)) return refused('not_found');
      return stored(
        store.commit(() => {
          const connection = store.get(connectionId)?.connection;
          if (!connection) return [];
          const at = clock.now();
          return [
            {
              kind: 'put_connection',
              connection: { ...connection, ownLabel: label === '' ? null : label },
            },
            { kind: 'add_activity', entry: { connectionId, at, kind: 'renamed', failure: null } },
          ];
        }),
      );
    },
    'connections:disconnect': async ({ connectionId }) =>
      notOpen() ?? done(await disconnector.disconnect(connectionId)),
    'connections:remove': ({ connectionId }) =>
      store.get(connectionId)
        ? stored(store.commit([{ kind: 'delete_connection', connectionId }]))
        : refused('not_found'),
    'connections:watch': async ({ connectionId }) => {
      await details.watch(connectionId);
      return taken();
    },
    'connections:ask-server': ({ connectionId }) => {
      void details.introspect(connectionId);
      return taken();
    },

    'connections:open-sign-out': async ({ connectionId }) => {
      const connection = store.get(connectionId)?.connection;
      const page = connection ? signOutPage(connection) : null;
      return page === null ? refused('not_found') : done(await userAgent.open(page));
    },

    'connections:copy-admin-request': async ({ connectionId }) => {
      const connection = store.get(connectionId)?.connection;
      if (!connection) return refused('not_found');
      const { registration, scopesAsked: scopes } = connection;
      const asked = { clientId: registration.clientId, scopes };
      clipboard.write(adminRequest(await core.serviceOf(connection), asked));
      return taken();
    },

    'attempts:open-again': async ({ attemptId }) => done(await signIn.openAgain(attemptId)),
    'attempts:copy-link': async ({ attemptId }) => {
      const link = await signIn.link(attemptId);
      if (link === null) return refused('not_found');
      if (link.kind !== 'ok') return done(link.failure);
      clipboard.write(link.value);
      return taken();
    },
    'attempts:copy-admin-request': ({ attemptId }) => {
      const message = signIn.adminRequest(attemptId);
      if (message === null) return refused('not_found');
      clipboard.write(message);
      return taken();
    },
    'attempts:paste-address': ({ attemptId, address }) => done(signIn.paste(attemptId, address)),
    'attempts:change-way': ({ attemptId, way }) => done(signIn.changeMethod(attemptId, way)),
    'attempts:confirm': ({ attemptId }) => done(signIn.confirm(attemptId)),
    'attempts:keep-as-new': async ({ attemptId }) => done(await signIn.keepAsNew(attemptId)),
    'attempts:try-again': ({ attemptId }) => {
      const again = signIn.tryAgain(attemptId);
      return again === null ? refused('not_found') : { ok: true, value: { attemptId: again } };
    },
    'attempts:cancel': async ({ attemptId }) => {
      await signIn.cancel(attemptId);
      return taken();
    },
    'attempts:dismiss': async ({ attemptId }) => {
      await signIn.cancel(attemptId);
      return taken();
    },

    'clipboard:copy-redirect': async ({ of, way }) => {
      const described = await redirectUris(of);
      if (!described.ok) return described;
      const { appLink, localAddress } = described.value;
      clipboard.write(way === 'app_link' ? appLink : localAddress);
      return taken();
    },

    'settings:change': async (wish) => done(await settings.change(wish)),
    'settings:look': async () => {
      await settings.checkAvailability();
      return taken();
    },
  };

  /** Nothing that needs the vault begins while it is closed; nothing is written before the person chose. */
  function notOpen(): Refusal | null {
    switch (vault.view.kind) {
      case 'open':
        return null;
      case 'choose_protection':
        return refused('storage_not_chosen');
      case 'opening':
      case 'passphrase_required':
      case 'locked':
      case 'unreadable':
        return refused('storage_locked');
    }
  }

  async function redirectUris(
    of: ParsedRequestOf<'services:describe-redirect'>,
  ): Promise<Result<Replies['services:describe-redirect']>> {
    if (of.kind !== 'attempt') return customServices.redirectUris(of);
    const service = signIn.serviceOf(of.attemptId);
    return service ? { ok: true, value: redirectUrisOf(service) } : refused('not_found');
  }

  function accountPage(serviceId: string): string | null {
    const service = core.catalogue.find(serviceId);
    if (service) return service.accountPage;
    const entry = store.all().find(({ connection }) => connection.serviceId === serviceId);
    return entry?.connection.accountPage ?? null;
  }
}

function signOutPage({ server, registration, account }: Connection): string | null {
  const { clientId } = registration;
  return endSessionLink({ server, clientId, logoutHint: account.email });
}

type Refusal = { readonly ok: false; readonly failure: Failure };

function refused(code: Failure['code']): Refusal {
  return { ok: false, failure: failureOf(code) };
}

function taken(): Result<null> {
  return { ok: true, value: null };
}

function done(failure: Failure): Refusal;
function done(failure: Failure | null): Result<null>;
function done(failure: Failure | null): Result<null> {
  return failure ? { ok: false, failure } : taken();
}

async function stored(writing: Promise<void>): Promise<Result<null>> {
  try {
    await writing;
    return taken();
  } catch (error) {
    return done(storageFailure(error));
  }
}
