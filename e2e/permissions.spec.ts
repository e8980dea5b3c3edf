import { expect, test } from './fixtures.js';

/** Each asks as a page would after a click. */
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
  // Without a device it answers with none and does not reject.
  hid: `navigator.hid.requestDevice({ filters: [] }).then((devices) =>
    devices.length === 0 ? Promise.reject(new Error('none')) : devices)`,
  usb: 'navigator.usb.requestDevice({ filters: [] })',
  serial: 'navigator.serial.requestPort()',
  midi: 'navigator.requestMIDIAccess({ sysex: true })',
  screen: 'navigator.mediaDevices.getDisplayMedia()',
};

/** Refused for want of permission, and not because this computer happens not to have it. */
const refused: Record<string, unknown> = {
  geolocation: 'Error: denied',
  notifications: 'Error: denied',
  camera: 'NotAllowedError: Permission denied',
  'clipboard-read': expect.stringMatching(/^NotAllowedError: .*permission denied/),
  // These ask the person to choose, if they may: nobody is asked (`offered`).
  hid: 'Error: none',
  usb: expect.stringMatching(/^NotFoundError/),
  serial: expect.stringMatching(/^NotFoundError/),
  midi: expect.stringMatching(/^NotAllowedError/),
  screen: 'NotAllowedError: Permission denied',
};

for (const where of ['the window', 'a session that anyone makes'] as const) {
  test(`nothing a page can ask for is given in ${where}, nor is there a choice of devices (E5)`, async ({
    lanyard,
  }) => {
    const page = await lanyard.start();
    await page.usable();
    const found = await lanyard.application.evaluate(
      async ({ app, BrowserWindow, session }, { where, asking }) => {
        // There is a camera to be had.
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
