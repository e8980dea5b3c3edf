/** Shortcuts in Electron's notation, as keys that are pressed and as people read them. */
const isMac = () => navigator.platform.startsWith('Mac');

export function matches(event: KeyboardEvent, shortcut: string): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1)?.toLowerCase();
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier);
  const [command, other] = isMac()
    ? [event.metaKey, event.ctrlKey]
    : [event.ctrlKey, event.metaKey];
  if (command !== wants('CmdOrCtrl') || other || event.altKey) return false;
  // On many keyboards a sign such as “/” takes Shift.
  const isSign = /^[^a-z0-9]$/.test(key ?? '');
  return event.key.toLowerCase() === key && (isSign || event.shiftKey === wants('Shift'));
}

/** Each key by itself: “Ctrl”, “Shift”, “R”. */
export function keyNames(shortcut: string): readonly string[] {
  const onMac: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Shift: '⇧' };
  const elsewhere: Readonly<Record<string, string>> = { CmdOrCtrl: 'Ctrl' };
  const names = isMac() ? onMac : elsewhere;
  return shortcut.split('+').map((key) => names[key] ?? key);
}
