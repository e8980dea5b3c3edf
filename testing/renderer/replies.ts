/** Replies of main that have a value, for tests and the gallery. */
import type { ReplyOf, RequestName } from '../../ipc/contract.js';

type NameWithReply = { [R in RequestName]: ReplyOf<R> extends null ? never : R }[RequestName];

const samples: { readonly [R in NameWithReply]: ReplyOf<R> } = {
  offerRecovery: { passphrase: '7G2K-9QXM-41VT-0PZC-HB8N-5RWE-3DJA' },
  inspectServer: {
    kind: 'found',
    host: 'login.example.com',
    registersApp: false,
    hasDeviceCode: false,
  },
  addService: { kind: 'added', serviceId: 'own-1' },
  removeConnection: { canUndo: true },
  openAccountPage: { kind: 'opened' },
  openServiceDocs: { kind: 'opened' },
  openRegistrationForm: { kind: 'opened' },
  getDependents: { endsWithIt: [], mayEndToo: [], signsInThroughIt: [] },
  setUpService: { serviceId: 'github' },
  getSetUpRequest: {
    text: 'Hello,\n\nI would like to use Lanyard with GitHub. Please register it there once.\n\nThank you',
  },
  openClientFile: {
    kind: 'clients',
    fileId: 'file-1',
    clients: [{ name: 'GitHub', host: 'github.com', clientId: 'Ov23liexample', hasSecret: true }],
  },
  importClients: { serviceIds: ['github'] },
  getRedirectUris: {
    appLink: 'app.lanyard.desktop:/callback/own-1',
    localAddress: 'http://127.0.0.1/callback/own-1',
  },
};

/** Under the name of the request; every other request is accepted without a value. */
export const replies: { readonly [R in RequestName]?: unknown } = samples;
