/**
 * The actions of menus, command palette and keyboard: one list for all of them, with the shortcut in
 * Electron's notation where there is one.
 * @see https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts
 */
export const shortcuts = {
  connect: 'CmdOrCtrl+N',
  settings: 'CmdOrCtrl+,',
  lock: 'CmdOrCtrl+L',
  search: 'CmdOrCtrl+F',
  command_palette: 'CmdOrCtrl+K',
  history: null,
  refresh: 'CmdOrCtrl+R',
  refresh_all: 'CmdOrCtrl+Shift+R',
  rename: 'F2',
  sign_in_again: null,
  disconnect: null,
  shortcuts: 'CmdOrCtrl+/',
  documentation: null,
  report: null,
  about: null,
} as const satisfies Readonly<Record<string, string | null>>;

export type AppAction = keyof typeof shortcuts;
export const appActions = Object.keys(shortcuts) as readonly AppAction[];
