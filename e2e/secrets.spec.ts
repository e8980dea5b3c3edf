import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.js';
import { marker } from './issued.js';
import { everythingIn, filesHolding, heldIn } from './leaks.js';
import { ada, bob } from './people.js';

test('no token, code, verifier or state of a whole life is in files, output, arguments or window (R17)', async ({
  lanyard,
  server,
  issued,
  systemBrowser,
  linkHandler,
  connectAs,
}) => {
  const page = await lanyard.start();
  const { window } = page;
  // Everything that crosses from main to the window by event, as it crosses.
  await window.evaluate(() => {
    const kept = window as unknown as {
      api: Record<string, (listener: (payload: unknown) => void) => unknown>;
      heard: string[];
    };
    kept.heard = [];
    for (const [name, hear] of Object.entries(kept.api)) {
      if (name.startsWith('on')) hear((payload) => kept.heard.push(JSON.stringify(payload)));
    }
  });

  await connectAs(page, ada);
  await systemBrowser.forgetSessions();
  await connectAs(page, bob);
  const details = await page.open('Bob Example');
  await details.getByRole('button', { name: 'Refresh now' }).click();
  await expect.poll(() => server.askedOf('token', 'refresh_token')).toHaveLength(1);
  await page.tab('Token details');
  await details.getByRole('button', { name: 'Ask the server' }).click();
  await expect(details).toContainText('the access token is active');
  await linkHandler.open(server.callbacks[0] ?? '');

  const secrets = [marker, ...issued.all()];
  expect(issued.all().length, 'there is something to be found').toBeGreaterThan(15);
  const heard = await window.evaluate(() =>
    (window as unknown as { heard: string[] }).heard.join('\n'),
  );
  expect(heard, 'the events were heard').toContain('Bob Example');
  expect.soft(heldIn(heard, secrets), 'events').toEqual([]);
  expect.soft(heldIn(await everythingIn(window), secrets), 'window').toEqual([]);
  for (const { pid, argv } of await lanyard.processes()) {
    expect.soft(heldIn(argv.join(' '), secrets), `arguments of ${pid}`).toEqual([]);
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    expect.soft(heldIn(environment, secrets), `environment of ${pid}`).toEqual([]);
  }
  expect.soft(await filesHolding(lanyard.data, secrets), 'files while it runs').toEqual([]);
  const clipboard = await lanyard.application.evaluate((electron) => electron.clipboard.readText());
  expect.soft(heldIn(clipboard, secrets), 'clipboard').toEqual([]);

  await page.open('Ada Example');
  await page.button('Disconnect').click();
  await page.disconnecting.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(window.getByText(/Confirmed:/)).toBeVisible();
  await lanyard.quit();
  expect.soft(await filesHolding(lanyard.data, [marker, ...issued.all()]), 'files').toEqual([]);
  const said = await lanyard.said();
  expect.soft(heldIn(said, [marker, ...issued.all()]), 'output').toEqual([]);
});

test('an app that crashes leaves nothing of its memory on the disk (R17)', async ({
  lanyard,
  person,
  issued,
  connectAs,
}) => {
  const page = await lanyard.start();
  await connectAs(page, ada);
  // The window first, then what holds the tokens: main and the network.
  const all = await lanyard.processes();
  const isWindow = ({ argv }: { argv: string[] }) => argv.includes('--type=renderer');
  expect(all.filter(isWindow)).not.toEqual([]);
  for (const { pid } of [...all.filter(isWindow), ...all.filter((each) => !isWindow(each))]) {
    try {
      process.kill(pid, 'SIGSEGV');
    } catch {
      // It went down with another.
    }
  }
  await expect.poll(() => lanyard.processes()).toEqual([]);
  const files = await readdir(person.home, { recursive: true });
  expect(files.filter((name) => /\.(dmp|core)$|(^|\/)core(\.\d+)?$/.test(name))).toEqual([]);
  expect(await filesHolding(lanyard.data, [marker, ...issued.all()])).toEqual([]);
});

test('the search for secrets finds one that is there', async ({ lanyard, person, issued }) => {
  await lanyard.start();
  const secret = issued.make('typed');
  await person.file('data/leak', `x${Buffer.from(`ab${secret}cd`).toString('base64')}`);
  expect(await filesHolding(lanyard.data, [secret])).toEqual([`${lanyard.data}/leak`]);
  const page = await lanyard.page();
  await page.window.evaluate((value) => {
    (window as unknown as { kept: object }).kept = { value };
  }, secret);
  expect(heldIn(await everythingIn(page.window), [secret])).toHaveLength(1);
});
