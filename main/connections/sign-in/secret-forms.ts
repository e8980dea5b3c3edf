/**
 * The form in which a service reads the client secret, where that is not the usual one: as the last
 * sign-in noted it, or as a connection of the same client has it.
 */
import type { Client, ClientAuthentication } from '../../oauth/authorization-server.js';
import { inSecretForm, secretFormOf } from '../../oauth/client-authentication.js';
import type { SecretForm } from '../../oauth/outcome.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import type { CustomRegistration, CustomService } from '../custom-service.js';
import { isRegistrationRefusal } from '../registration/client-registrations.js';
import type { UnknownValue } from '../unknown-value.js';

interface Noted {
  readonly clientId: string;
  /** A corrected secret begins with the usual form. */
  readonly secret: string | null;
  readonly form: SecretForm | null;
}

interface Planned {
  readonly serviceId: string;
  readonly client: Client;
  /** The one signed in again; null: a new one. */
  readonly connection: Connection | null;
}

export class SecretForms {
  readonly #store: ConnectionStore;
  /** Keyed by service ID. */
  readonly #noted = new Map<string, Noted>();

  constructor(store: ConnectionStore) {
    this.#store = store;
  }

  /**
   * After a refusal. A code may have been spent by a request that the server refused for the form of
   * the secret, so that nobody knows whether it understands the next one: the next sign-in begins
   * with that, also after a restart. Never rejects.
   *
   * @param form null: the server has decided, and the next sign-in begins with the usual form
   */
  async note(serviceId: string, client: Client, form: SecretForm | null): Promise<void> {
    this.#noted.set(serviceId, {
      clientId: client.clientId,
      secret: secretOf(client.authentication),
      form,
    });
    const service = await this.#storedService(serviceId);
    if (service === null || !isClientOf(service, client)) return;
    if ((service.secretForm ?? null) === form) return;
    const changed = { ...service, secretForm: form ?? undefined };
    // Not stored, it takes one more sign-in after a restart.
    await this.#store.commit([{ kind: 'put_service', service: changed }]).catch(() => undefined);
  }

  async clientFor(planned: Planned): Promise<Client> {
    const { client } = planned;
    if (secretOf(client.authentication) === null) return client;
    const form = await this.#formFor(planned);
    return form === null
      ? client
      : { ...client, authentication: inSecretForm(client.authentication, form) };
  }

  async #formFor({ serviceId, client, connection }: Planned): Promise<SecretForm | null> {
    const noted = this.#noted.get(serviceId);
    if (noted?.clientId === client.clientId && noted.secret === secretOf(client.authentication)) {
      return noted.form;
    }
    const service = await this.#storedService(serviceId);
    if (service?.secretForm !== undefined && isClientOf(service, client)) return service.secretForm;
    return this.#formOfConnection(serviceId, client, connection);
  }

  async #formOfConnection(
    serviceId: string,
    { clientId, authentication }: Client,
    again: Connection | null,
  ): Promise<SecretForm | null> {
    const all = this.#store.all().map(({ connection }) => connection);
    const known = [...(again === null ? [] : [again]), ...all].find(
      ({ serviceId: id, registration, standing }) =>
        id === serviceId &&
        registration.clientId === clientId &&
        !(standing.kind === 'misconfigured' && isRegistrationRefusal(standing.cause)),
    );
    if (known === undefined) return null;
    const secrets = await this.#store
      .recordStore()
      .secrets(known.id)
      .catch(() => null);
    if (secrets === null || secretOf(secrets.authentication) !== secretOf(authentication)) {
      return null;
    }
    return secretFormOf(secrets.authentication);
  }

  /** Null also where it cannot be read, or only by a newer version. */
  #storedService(serviceId: string): Promise<CustomService | CustomRegistration | null> {
    return this.#store
      .recordStore()
      .service(serviceId)
      .catch(() => null);
  }
}

function isClientOf(
  service: CustomService | CustomRegistration,
  { clientId, authentication }: Client,
): boolean {
  const stored = service.kind === 'address' ? service : service.registration;
  return stored.clientId === clientId && stored.clientSecret === secretOf(authentication);
}

function secretOf(authentication: ClientAuthentication | UnknownValue): string | null {
  return 'clientSecret' in authentication ? authentication.clientSecret : null;
}
