import { expect, test } from './fixtures.js';

/** How a page would ask for each, after a click. */
const asking = {
  geolocation: `new Promise((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(resolve, ({ code, PERMISSION_DENIED }) =>
      reject(new Error(code === PERMISSION_DENIED ? 'denied' : code))))`,
  notifications: `Notification.requestPermission().then((answer) =>
    answer === 'denied' ? Promise.reject(new Error(answer)) : answer)`,
  camera: 'navigator.mediaDevices.getUserMedia({ video: true })',
  'clipboard-read': `(document.hasFocus()
    ? Promise.resolve()
    : new Promise((resolve) => addEventListener('focus', resolve, { once: true }))
  ).then(() => navigator.clipboard.readText())`,
  // Without a device it resolves to an empty list.
  hid: `navigator.hid.requestDevice({ filters: [] }).then((devices) =>
    devices.length === 0 ? Promise.reject(new Error('none')) : devices)`,
  usb: 'navigator.usb.requestDevice({ filters: [] })',
  serial: 'navigator.serial.requestPort()',
  midi: 'navigator.requestMIDIAccess({ sysex: true })',
  screen: 'navigator.mediaDevices.getDisplayMedia()',
};

/** Refused because it is not permitted, not because this computer lacks the device. */
const refused: Record<string, unknown> = {
  geolocation: 'Error: denied',
  notifications: 'Error: denied',
  camera: 'NotAllowedError: Permission denied',
  'clipboard-read': expect.stringMatching(/^NotAllowedError: .*permission denied/),
  // If permitted, these would show a chooser: none is shown (`offered`).
  hid: 'Error: none',
  usb: expect.stringMatching(/^NotFoundError/),
  serial: expect.stringMatching(/^NotFoundError/),
  midi: expect.stringMatching(/^NotAllowedError/),
  screen: 'NotAllowedError: Permission denied',
};

for (const where of ['the window', 'a new session'] as const) {
  test(`every permission is denied in ${where}, and no device chooser is shown (E5)`, async ({
    lanyard,
  }) => {
    const page = await lanyard.start();
    await page.usable();
    const found = await lanyard.application.evaluate(
      async ({ app, BrowserWindow, session }, { where, asking }) => {
        // So that there is a camera to refuse.
        app.commandLine.appendSwitch('use-fake-device-for-media-stream');
        const own = where === 'the window';
        const asked = session.fromPartition(own ? 'window' : 'new');
        let window = BrowserWindow.getAllWindows()[0];
        if (!own) {
          const headers = { 'Content-Type': 'text/html' };
          asked.protocol.handle('app', () => new Response('<p>', { headers }));
          window = new BrowserWindow({ webPreferences: { session: asked } });
          await window.loadURL('app://main/index.html');
        }
        const offered: string[] = [];
        for (const kind of ['hid-device', 'usb-device', 'serial-port']) {
          (asked as NodeJS.EventEmitter).on(`select-${kind}`, () => offered.push(kind));
        }
        window?.focus();
        const answers: Record<string, unknown> = {};
        for (const [name, code] of Object.entries(asking)) {
          answers[name] = await window?.webContents.executeJavaScript(
            `Promise.resolve().then(() => ${code}).then(() => 'given', String)`,
            true,
          );
        }
        return { answers, offered };
      },
      { where, asking },
    );
    expect(found).toEqual({ answers: refused, offered: [] });
  });
}
