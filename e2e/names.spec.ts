import { ada } from './accounts.js';
import { expect, test } from './fixtures.js';
import { signInAs } from './sign-in-page.js';

test('a service of a file that is named like another has its host beside its name wherever it is named (N7)', async ({
  lanyard,
  server,
  systemBrowser,
  user,
}) => {
  const { host } = new URL(server.issuer);
  const second = { issuer: server.issuer, client: { id: 'second' } };
  const services = [
    // A Cyrillic letter, and more blanks.
    { ...second, id: 'cyrillic', name: 'Рractice service' },
    { ...second, id: 'blanks', name: 'PRACTICE   SERVICE' },
    { ...second, id: 'another-host', name: 'github.com' },
    { ...second, id: 'hangul', name: '\u3164\u200b' },
  ];
  const file = await user.file('second.json', JSON.stringify({ services }));
  const page = await lanyard.start(`--services=${file}`);
  await page.connect.click();
  for (const name of ['Рractice service', 'PRACTICE SERVICE', 'github.com']) {
    const choice = page.connecting.getByRole('button', { name: `${name} (${host})`, exact: true });
    await expect(choice).toBeVisible();
  }
  await page.connecting.getByText('1 mistake in the service files').click();
  await expect(page.connecting.getByText('services[3].name')).toBeVisible();
  await page.connecting.getByText(`Practice service (${host})`, { exact: true }).first().click();
  await expect(page.connecting).toContainText(`Sign in to Practice service (${host})`);
  await signInAs(await systemBrowser.nextPage(), ada);
  await page.expectConnected(`Practice service (${host})`, ada.name);
  await expect(page.connection(ada.name)).toContainText(`${host} · Practice service`);
  await page.openDisconnectDialog(ada.name);
  await expect(page.disconnecting).toContainText(`Lanyard asks Practice service (${host})`);
});
