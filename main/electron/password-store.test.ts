import { expect, test } from 'vitest';

import { passwordStoreFor, type PasswordStoreFacts } from './password-store.js';

const names = {
  secrets: 'org.freedesktop.secrets',
  kwallet6: 'org.kde.kwalletd6',
  kwallet5: 'org.kde.kwalletd5',
  portal: 'org.freedesktop.portal.Desktop',
};
type Name = keyof typeof names;

const bus = (owned: readonly Name[], activatable: readonly Name[] = []) => ({
  owned: new Set(owned.map((name) => names[name])),
  activatable: new Set(activatable.map((name) => names[name])),
});

function storeFor(facts: Partial<PasswordStoreFacts>) {
  return passwordStoreFor({
    environment: {},
    bus: null,
    sealedBy: [],
    isKWalletOff: false,
    ...facts,
  });
}

const kde6 = { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '6' };
const kde5 = { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '5' };

test.each([
  ['KDE 6', kde6],
  ['KDE 5', kde5],
  ['KDE 4', { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '4' }],
  ['KDE without a version', { XDG_CURRENT_DESKTOP: 'KDE' }],
  ['LXQt', { XDG_CURRENT_DESKTOP: 'LXQt' }],
  ['COSMIC', { XDG_CURRENT_DESKTOP: 'COSMIC' }],
  ['Sway', { XDG_CURRENT_DESKTOP: 'sway:wlroots' }],
  ['i3', { XDG_CURRENT_DESKTOP: 'i3', DESKTOP_SESSION: 'i3' }],
  ['GNOME', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }],
  ['no desktop', {}],
  ['an empty name', { XDG_CURRENT_DESKTOP: '' }],
])('on %s the Secret Service is found on the bus (D5)', (_, environment) => {
  expect(storeFor({ environment, bus: bus(['secrets']) })).toBe('gnome-libsecret');
  expect(storeFor({ environment, bus: bus([], ['secrets']) })).toBe('gnome-libsecret');
  expect(storeFor({ environment, bus: bus(['portal'], ['secrets']) })).toBe('gnome-libsecret');
});

test.each([
  ['KDE 6', kde6],
  ['KDE of a version that does not fit', { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '7' }],
  ['Sway', { XDG_CURRENT_DESKTOP: 'sway' }],
  ['no desktop', {}],
])('on %s the only KWallet on the bus is used, of whichever version (D5)', (_, environment) => {
  expect(storeFor({ environment, bus: bus([], ['kwallet6']) })).toBe('kwallet6');
  expect(storeFor({ environment, bus: bus([], ['kwallet5']) })).toBe('kwallet5');
});

test('the store that runs comes before one that would have to be started (D5)', () => {
  // KeePassXC, next to a KWallet that is installed
  const keePass = bus(['secrets'], ['kwallet6', 'kwallet5']);
  expect(storeFor({ environment: kde6, bus: keePass })).toBe('gnome-libsecret');
  const wallet = bus(['kwallet6'], ['kwallet6', 'secrets']);
  expect(storeFor({ environment: { XDG_CURRENT_DESKTOP: 'sway' }, bus: wallet })).toBe('kwallet6');
});

test('of equals the one of the desktop is used (D5)', () => {
  const all = bus([], ['secrets', 'kwallet5', 'kwallet6']);
  expect(storeFor({ environment: kde6, bus: all })).toBe('kwallet6');
  expect(storeFor({ environment: kde5, bus: all })).toBe('kwallet5');
  expect(storeFor({ environment: { XDG_CURRENT_DESKTOP: 'GNOME' }, bus: all })).toBe(
    'gnome-libsecret',
  );
  expect(storeFor({ bus: all })).toBe('gnome-libsecret');
});

test('a KWallet that the user has turned off is not started (D5)', () => {
  const all = bus([], ['secrets', 'kwallet6']);
  const facts = { environment: kde6, isKWalletOff: true };
  expect(storeFor({ ...facts, bus: all })).toBe('gnome-libsecret');
  expect(storeFor({ ...facts, bus: bus([], ['kwallet6']) })).toBeNull();
});

test('the store that sealed the vault is used while it is there (D5)', () => {
  const both = bus(['secrets'], ['secrets', 'kwallet6']);
  expect(storeFor({ bus: both, sealedBy: ['kwallet6'] })).toBe('kwallet6');
  expect(storeFor({ bus: both, sealedBy: ['gnome_libsecret', 'kwallet6'] })).toBe(
    'gnome-libsecret',
  );
  expect(storeFor({ bus: both, sealedBy: ['kwallet5', 'kwallet6'] })).toBe('kwallet6');
  expect(storeFor({ bus: both, sealedBy: ['kwallet5'] })).toBe('gnome-libsecret');
  for (const named of ['secret_service', 'secret_service:keepassxc']) {
    const all = bus(['kwallet6'], ['secrets', 'kwallet6']);
    expect(storeFor({ bus: all, sealedBy: [named] })).toBe('gnome-libsecret');
  }
  expect(storeFor({ bus: both, sealedBy: ['basic_text', '--no-sandbox'] })).toBe('gnome-libsecret');
});

test('where nothing is known, it is the one of the vault, else Chromium’s choice (D5)', () => {
  for (const nothing of [null, bus(['portal'])]) {
    expect(storeFor({ bus: nothing, environment: kde6 })).toBeNull();
    expect(storeFor({ bus: nothing, environment: { XDG_CURRENT_DESKTOP: 'i3' } })).toBe(
      'gnome-libsecret',
    );
    const sealedBy = ['kwallet6'];
    expect(storeFor({ bus: nothing, environment: { XDG_CURRENT_DESKTOP: 'i3' }, sealedBy })).toBe(
      'kwallet6',
    );
  }
});
