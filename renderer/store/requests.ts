/** What the person asked main to do. A reply says whether it was taken; what comes of it arrives as an event. */
import type { AttemptView } from '../../ipc/attempt-view.js';
import type { Replies, RequestOf } from '../../ipc/contract.js';
import type { Result } from '../../ipc/failure.js';
import { api, reply } from '../api.js';
import { setUpTyped } from './ui-actions.js';
import { useWindowStore, type OwnServiceDraft, type SetUpDraft } from './window-store.js';

const { getState, setState } = useWindowStore;

// how sign-ins are kept

export const keepUntilQuitChosen = () => reply(api().keepUntilQuit({}));
export const passphraseChosen = (passphrase: string) =>
  reply(api().protectByPassphrase({ passphrase }));
export const passphraseTyped = (passphrase: string) => reply(api().unlockVault({ passphrase }));
export const vaultTriedAgain = () => reply(api().tryVaultAgain({}));
export const newVaultChosen = () => reply(api().startNewVault({}));
export const openArchivedVault = (name: string) => reply(api().openKeptVault({ name }));

// the recovery sheet

/** The phrase stays with whoever asked: never in the store. */
export const recoveryAsked = () => reply(api().makeRecovery({}));
export const sheetPrinted = () => reply(api().printRecoverySheet({}));
export const sheetConfirmed = (passphrase: string) => reply(api().confirmRecovery({ passphrase }));
export const recoveryLeft = () => reply(api().abandonRecovery({}));
export const recoveryRemoved = () => reply(api().removeRecovery({}));

// how Lanyard lives on this computer

export const settingsWished = (wish: RequestOf<'settings:change'>) =>
  reply(api().changeSettings(wish));
export const settingsLooked = () => reply(api().lookAtSettings({}));

// connecting

export const serviceChosen = (serviceId: string) => reply(api().addConnection({ serviceId }));
export const serviceForgotten = (serviceId: string) => reply(api().removeService({ serviceId }));
export const instructionsOpened = (serviceId: string) => reply(api().openDocs({ serviceId }));

/** Whose redirect addresses: of a server, of a service being set up, or of a sign-in. */
export type RedirectOf = RequestOf<'services:describe-redirect'>;
export const redirectAsked = (of: RedirectOf) => reply(api().describeRedirect(of));
export const redirectCopied = (of: RedirectOf, way: 'app_link' | 'local_address') =>
  reply(api().copyRedirect({ of, way }));

/** Adds the server and signs in there, unless it is one of several that the person has to choose from. */
export async function ownServiceEntered(
  draft: OwnServiceDraft,
  chosenIssuer: string | null,
): Promise<Result<Replies['services:add']>> {
  const added = await reply(api().addService({ ...draft, chosenIssuer }));
  if (!added.ok || added.value.kind === 'choose_server') return added;
  const begun = await serviceChosen(added.value.serviceId);
  return begun.ok ? added : begun;
}

/** Sets the service up and signs in there. */
export async function clientEntered(draft: SetUpDraft): Promise<Result<unknown>> {
  const { serviceId: definedId, clientId, clientSecret, variables } = draft;
  const before = getState().catalogue.services;
  const done = await reply(
    api().setUpService({ serviceId: definedId, clientId, clientSecret, variables }),
  );
  if (!done.ok) return done;
  const { serviceId } = done.value;
  setUpTyped({ made: { serviceId, isNew: before.every(({ id }) => id !== serviceId) } });
  return serviceChosen(serviceId);
}

// a sign-in in progress

export const browserOpenedAgain = (attemptId: string) =>
  reply(api().openBrowserAgain({ attemptId }));
export const linkCopied = (attemptId: string) => reply(api().copySignInLink({ attemptId }));
export const adminRequestCopied = (attemptId: string) =>
  reply(api().copyAdminRequest({ attemptId }));
export const addressPasted = (attemptId: string, address: string) =>
  reply(api().pasteAddress({ attemptId, address }));
export const wayChanged = (attemptId: string, way: AttemptView['otherWays'][number]) =>
  reply(api().changeWayBack({ attemptId, way }));
export const goingOnConfirmed = (attemptId: string) => reply(api().confirmAttempt({ attemptId }));
export const otherAccountKept = (attemptId: string) => reply(api().keepAsNew({ attemptId }));
export const attemptTriedAgain = (attemptId: string) => reply(api().tryAttemptAgain({ attemptId }));

/** Closes it here at once, whatever main has yet to do to end it. */
export function attemptClosed(attemptId: string): void {
  const attempt = getState().attempts.find(({ id }) => id === attemptId);
  setState(({ closedAttempts }) => ({ closedAttempts: new Set(closedAttempts).add(attemptId) }));
  void reply(
    attempt?.phase.kind === 'failed'
      ? api().dismissAttempt({ attemptId })
      : api().cancelAttempt({ attemptId }),
  );
}

// one connection

export const signInAgainAsked = (connectionId: string) =>
  reply(api().signInAgain({ connectionId }));
export const serverAsked = (connectionId: string) => reply(api().askServer({ connectionId }));
export const signOutOpened = (connectionId: string) => reply(api().openSignOut({ connectionId }));
export const adminAsked = (connectionId: string) =>
  reply(api().copyAdminRequestFor({ connectionId }));
export const accountPageOpened = (serviceId: string) => reply(api().openAccountPage({ serviceId }));

export async function refreshAsked(connectionId: string): Promise<Result<null>> {
  // Before the question, because the event with the result may overtake the reply.
  setState(({ refreshesAsked, connections }) => ({
    refreshesAsked: new Map(refreshesAsked).set(
      connectionId,
      connections?.byId.get(connectionId)?.view.lastRefreshedAt ?? null,
    ),
    message: null,
  }));
  const taken = await reply(api().refreshConnection({ connectionId }));
  if (!taken.ok) {
    setState(({ refreshesAsked }) => ({
      refreshesAsked: new Map([...refreshesAsked].filter(([id]) => id !== connectionId)),
    }));
  }
  return taken;
}

function labelOf(connectionId: string): string {
  return getState().connections?.byId.get(connectionId)?.view.label ?? '';
}

export async function renamed(connectionId: string, label: string): Promise<Result<null>> {
  const taken = await reply(api().renameConnection({ connectionId, label }));
  if (taken.ok && label !== '') setState({ message: { kind: 'renamed', label } });
  return taken;
}

export async function removalConfirmed(connectionId: string): Promise<Result<null>> {
  const label = labelOf(connectionId);
  const taken = await reply(api().removeConnection({ connectionId }));
  if (taken.ok) setState({ message: { kind: 'removed', label } });
  return taken;
}

export async function disconnectConfirmed(connectionId: string): Promise<Result<null>> {
  const service = getState().connections?.byId.get(connectionId)?.view.serviceName ?? '';
  const ended = getState().endedConnections.length;
  const taken = await reply(api().disconnect({ connectionId }));
  // The evidence may be here already, and says more.
  if (taken.ok && getState().endedConnections.length === ended) {
    setState({ message: { kind: 'disconnecting', service } });
  }
  return taken;
}
