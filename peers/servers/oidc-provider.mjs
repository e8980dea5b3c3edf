/** oidc-provider with the features a strict public service has. */
import Provider from 'oidc-provider';

import { serve } from './listen.mjs';

await serve(async (origin) => {
  const provider = new Provider(origin, {
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `${id} Example`, email: `${id}@peer.example` }),
    }),
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    features: {
      devInteractions: { enabled: true },
      registration: { enabled: true },
      registrationManagement: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: true },
      dPoP: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
    },
    pkce: { required: () => true },
    cookies: { keys: ['peer'] },
  });
  return { handle: provider.callback(), address: origin };
});
