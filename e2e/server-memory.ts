import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';

/** The in-memory storage of one authorization server; its clients can be changed while it runs. */
export class ServerMemory {
  readonly clients = new Map<string, ClientMetadata>();
  readonly #records = new Map<string, AdapterPayload>();

  forgetAll(...models: string[]): void {
    for (const key of this.#records.keys()) {
      if (models.some((model) => key.startsWith(`${model}:`))) this.#records.delete(key);
    }
  }

  adapter(model: string): Adapter {
    const { clients } = this;
    const records = this.#records;
    const key = (id: string) => `${model}:${id}`;
    const of = (wanted: (payload: AdapterPayload) => boolean) =>
      [...records].find(([k, payload]) => k.startsWith(`${model}:`) && wanted(payload))?.[1];
    return {
      upsert: (id, payload) => Promise.resolve(void records.set(key(id), payload)),
      find: (id) =>
        Promise.resolve(
          (model === 'Client' ? (clients.get(id) as AdapterPayload | undefined) : undefined) ??
            records.get(key(id)),
        ),
      findByUid: (uid) => Promise.resolve(of((payload) => payload.uid === uid)),
      findByUserCode: (code) => Promise.resolve(of((payload) => payload.userCode === code)),
      destroy: (id) => Promise.resolve(void records.delete(key(id))),
      consume: (id) => {
        const payload = records.get(key(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        for (const [k, payload] of records) if (payload.grantId === grantId) records.delete(k);
        return Promise.resolve();
      },
    };
  }
}
