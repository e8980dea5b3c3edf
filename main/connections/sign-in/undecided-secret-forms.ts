/**
 * A sign-in whose code was spent by a request that the server refused for the form of the client
 * secret: nobody knows whether it understands the next form. The next sign-in begins with that one.
 */
import type { Client } from '../../oauth/authorization-server.js';
import { inSecretForm } from '../../oauth/client-authentication.js';
import type { SecretForm } from '../../oauth/outcome.js';

interface Noted {
  readonly clientId: string;
  /** A corrected secret begins with the usual form. */
  readonly secret: string | null;
  readonly form: SecretForm;
}

export class UndecidedSecretForms {
  /** Keyed by service ID, in memory only: after a restart it takes one more sign-in. */
  readonly #forms = new Map<string, Noted>();

  /** @param form null: the server has decided, and the next sign-in begins with the usual form */
  note(serviceId: string, client: Client, form: SecretForm | null): void {
    if (form === null) this.#forms.delete(serviceId);
    else this.#forms.set(serviceId, { clientId: client.clientId, secret: secretOf(client), form });
  }

  clientFor(serviceId: string, client: Client): Client {
    const noted = this.#forms.get(serviceId);
    if (noted?.clientId !== client.clientId || noted.secret !== secretOf(client)) return client;
    return { ...client, authentication: inSecretForm(client.authentication, noted.form) };
  }
}

function secretOf({ authentication }: Client): string | null {
  return 'clientSecret' in authentication ? authentication.clientSecret : null;
}
