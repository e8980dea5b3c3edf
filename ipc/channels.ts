/** Names of everything that crosses: requests 'noun:verb', events in the past tense. */
export const requestChannels = [
  'window:ready',
  'vault:keep-until-quit',
  'vault:protect-by-passphrase',
  'vault:unlock',
  'vault:try-again',
  'services:add',
  'services:set-up',
  'services:remove',
  'services:describe-redirect',
  'services:open-account-page',
  'services:open-docs',
  'connections:add',
  'connections:sign-in-again',
  'connections:refresh',
  'connections:rename',
  'connections:disconnect',
  'connections:remove',
  'connections:watch',
  'connections:ask-server',
  'connections:open-sign-out',
  'attempts:open-again',
  'attempts:copy-link',
  'attempts:paste-address',
  'attempts:change-way',
  'attempts:confirm',
  'attempts:keep-as-new',
  'attempts:try-again',
  'attempts:cancel',
  'attempts:dismiss',
  'clipboard:copy-redirect',
] as const;
export type RequestChannel = (typeof requestChannels)[number];

export const eventChannels = [
  'vault:changed',
  'services:changed',
  'connections:changed',
  'attempts:changed',
  'details:changed',
  'connection:ended',
] as const;
export type EventChannel = (typeof eventChannels)[number];
