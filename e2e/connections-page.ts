/** The window as its user sees it. Longer than 250 lines because it has every part of the window. */
import { expect, type Locator, type Page } from '@playwright/test';

/** The input for "Another service"; omitted fields are left as they are. */
export interface AnotherService extends ServerSettings {
  readonly address: string;
}

export interface ServerSettings {
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly scopes?: string;
  readonly method?: string;
}

/** The window, in the words of its user. */
export class ConnectionsPage {
  readonly connections: Locator;
  /** One per connection. */
  readonly listed: Locator;
  readonly nothingYet: Locator;
  readonly connect: Locator;
  readonly connecting: Locator;
  readonly waiting: Locator;
  readonly enteringCode: Locator;
  readonly alert: Locator;
  readonly disconnecting: Locator;
  readonly settings: Locator;
  readonly askingHowToKeep: Locator;

  constructor(readonly window: Page) {
    this.connections = window.getByRole('list', { name: 'Connections', exact: true });
    this.listed = this.connections.getByRole('listitem');
    this.nothingYet = window.getByRole('heading', { name: 'No accounts connected yet' });
    this.connect = window.getByRole('button', { name: 'Connect an account' }).first();
    this.connecting = window.getByRole('dialog', { name: 'Connect an account' });
    this.waiting = window.getByRole('heading', { name: 'Finish in your browser' });
    this.enteringCode = window.getByRole('heading', { name: 'Enter this code' });
    this.alert = window.getByRole('alert');
    this.disconnecting = window.getByRole('alertdialog');
    this.settings = window.getByRole('region', { name: 'Settings', exact: true });
    this.askingHowToKeep = window.getByRole('heading', {
      name: 'How should Lanyard protect your accounts?',
    });
  }

  button(name: string): Locator {
    return this.window.getByRole('button', { name, exact: true });
  }

  connection(name: string): Locator {
    return this.listed.filter({ hasText: name });
  }

  details(label: string): Locator {
    return this.window.getByRole('region', { name: label, exact: true });
  }

  status(text: string | RegExp): Locator {
    return this.window.getByRole('status').filter({ hasText: text });
  }

  async usable(): Promise<void> {
    await expect(this.nothingYet.or(this.connections)).toBeVisible();
  }

  /** Advances the window's clock, and nothing else. */
  async passTime(ms: number): Promise<void> {
    await this.window.evaluate((ms) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + ms;
    }, ms);
  }

  /** Keeps status messages that appear from now on until they are dismissed. */
  async keepMessages(): Promise<void> {
    await this.window.evaluate(() => {
      const start = window.setTimeout.bind(window);
      const startUnlessLong = (run: () => void, ms?: number) => (ms === 6_000 ? 0 : start(run, ms));
      Object.assign(window, { setTimeout: startUnlessLong });
    });
  }

  /** Up to the point where the browser is opened, or up to the permissions where there is a choice. */
  async connectTo(service: string): Promise<void> {
    await this.connect.click();
    await this.connecting.getByRole('button', { name: service, exact: true }).click();
  }

  /** A first sign-in has succeeded. `name`: the account's. */
  async expectConnected(service: string, name: string): Promise<void> {
    await expect(this.status(`Connected to ${service} as ${name}`)).toBeVisible();
    await expect(this.connection(name)).toBeVisible();
  }

  /** Opens a connection's details. */
  async open(name: string): Promise<Locator> {
    const region = this.details(name);
    if (!(await region.isVisible())) {
      const item = this.connection(name);
      const way = item.getByRole('button').or(item.getByRole('link')).first();
      await way.click();
    }
    await expect(region).toBeVisible();
    return region;
  }

  async tab(name: 'Overview' | 'Permissions' | 'Activity' | 'Token details'): Promise<void> {
    await this.window.getByRole('tab', { name, exact: true }).click();
  }

  /** Opens the part of a connection's details that is meant for support. */
  async openTokenDetails(name: string): Promise<Locator> {
    const details = await this.open(name);
    await this.tab('Token details');
    return details;
  }

  async refresh(name: string): Promise<void> {
    await (await this.open(name)).getByRole('button', { name: 'Refresh now' }).click();
  }

  async expectRefreshed(name: string): Promise<void> {
    await expect(this.status(`${name} was refreshed`).first()).toBeVisible();
    await expect(this.details(name).getByRole('button', { name: 'Refresh now' })).toBeEnabled();
  }

  /** Up to the point where the browser is opened. */
  async signInAgain(name: string): Promise<void> {
    await (await this.open(name)).getByRole('button', { name: 'Sign in again' }).click();
  }

  /** Up to the confirmation dialog. */
  async openDisconnectDialog(name: string): Promise<void> {
    const details = await this.open(name);
    await details.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expect(this.disconnecting).toBeVisible();
  }

  /** Confirms the dialog; does not wait for the result. */
  async disconnect(name: string): Promise<void> {
    await this.openDisconnectDialog(name);
    await this.disconnecting.getByRole('button', { name: 'Disconnect', exact: true }).click();
  }

  /** Removes it from this computer only, and confirms the dialog. */
  async remove(name: string): Promise<void> {
    const button = 'Remove from this computer';
    await (await this.open(name)).getByRole('button', { name: button }).click();
    await this.disconnecting.getByRole('button', { name: button }).click();
    await expect(this.connection(name)).toBeHidden();
  }

  async openSettings(): Promise<void> {
    await this.button('Settings').click();
    await expect(this.settings.getByRole('switch').first()).toBeVisible();
  }

  /** Filters the list. */
  async show(name: string): Promise<void> {
    await this.window.getByRole('radio', { name: new RegExp(`^${name} \\d+$`) }).check();
  }

  async #choose(combobox: string, name: string): Promise<void> {
    const choice = this.window.getByRole('combobox', { name: combobox, exact: true });
    if ((await choice.evaluate((element) => element.tagName)) === 'SELECT') {
      await choice.selectOption(name);
      return;
    }
    await choice.click();
    await this.window.getByRole('option', { name, exact: true }).click();
  }

  async chooseAnotherService(): Promise<void> {
    await this.connect.click();
    await this.connecting.getByRole('button', { name: 'Another service' }).click();
  }

  field(name: string): Locator {
    return this.window.getByRole('textbox', { name, exact: true });
  }

  /** Enters the address of "Another service"; true if its server was found, so that it may ask for more. */
  async look(address: string): Promise<boolean> {
    const input = this.field('Server address');
    await input.fill(address);
    await this.button('Continue').click();
    const found = this.field('Name');
    const invalid = this.window.getByText('That is not a web address.');
    const choice = this.window.getByRole('heading', { name: 'Choose where you sign in' });
    await expect(found.or(this.alert).or(invalid).or(choice).first()).toBeVisible();
    return await found.isVisible();
  }

  /** Fills in what a server that was found asks for. */
  async enter({ clientId, clientSecret, scopes, method }: ServerSettings): Promise<void> {
    const isHidden = !(await this.field('Client ID').isVisible());
    if (scopes !== undefined || method !== undefined || (isHidden && clientId !== undefined)) {
      await this.button('More options').click();
    }
    if (method !== undefined) await this.#choose('Return from the browser', method);
    if (clientId !== undefined) await this.field('Client ID').fill(clientId);
    if (clientSecret !== undefined) await this.field('Client secret').fill(clientSecret);
    if (scopes !== undefined) await this.field('Permissions (scopes)').fill(scopes);
  }

  /** The app link to register at the service. */
  get appLinkToRegister(): Locator {
    return this.window.getByText(/^app\.lanyard\.desktop:\/callback\/\S+$/);
  }

  /**
   * Up to the last click in the app, like `connectTo`. `register` is called with the app link shown, to
   * register it at the service.
   */
  async connectToAnother(
    entered: AnotherService,
    register?: (appLink: string) => void,
  ): Promise<void> {
    await this.chooseAnotherService();
    const { address, ...settings } = entered;
    if (!(await this.look(address))) return;
    await this.enter(settings);
    register?.((await this.appLinkToRegister.innerText()).trim());
    await this.button('Continue').click();
  }

  /** The code for another device, as shown. */
  async userCode(): Promise<string> {
    await expect(this.enteringCode).toBeVisible();
    return await this.window.getByText(/^[A-Z]{4}-[A-Z]{4}$/).innerText();
  }

  readonly leaveSettings = () => this.settings.getByRole('button', { name: 'Back' }).click();

  /** Closes all dialogs. */
  async leaveDialog(): Promise<void> {
    const dialog = this.window.getByRole('dialog').or(this.window.getByRole('alertdialog'));
    const stop = this.button('Stop signing in');
    await expect(async () => {
      if (await stop.isVisible()) await stop.click();
      else if ((await dialog.count()) > 0) await this.window.keyboard.press('Escape');
      expect(await dialog.count()).toBe(0);
    }).toPass({ intervals: [100] });
  }

  /** Answers the question asked before the first account is connected. */
  async keepUntilQuit(): Promise<void> {
    await this.connect.click();
    await this.window.getByRole('radio', { name: /Keep them until I quit/ }).check({ force: true });
    await this.button('Continue').click();
    await expect(this.askingHowToKeep).toBeHidden();
    await this.leaveDialog();
  }

  async protectBy(passphrase: string): Promise<void> {
    await this.connect.click();
    await this.window
      .getByRole('radio', { name: /Protect them with a passphrase/ })
      .check({ force: true });
    await this.window.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
    await this.window.getByRole('textbox', { name: 'Repeat the passphrase' }).fill(passphrase);
    await this.button('Continue').click();
    await expect(this.askingHowToKeep).toBeHidden();
    await this.leaveDialog();
  }

  async unlockWith(passphrase: string): Promise<void> {
    await this.window.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
    await this.button('Unlock').click();
  }
}
