import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';

import type { User } from './user.js';

export const scheme = 'app.lanyard.desktop';

/** The desktop entry that opens links of the app's scheme in the app. */
export class LinkHandler {
  readonly #user: User;

  constructor(user: User) {
    this.#user = user;
  }

  /** `command` starts the app; the link is added to it. */
  install(command: string): Promise<void> {
    return this.giveTo('lanyard', command);
  }

  /** Makes a program the one that opens links of the scheme, as its installer or the person would. */
  async giveTo(name: string, command: string): Promise<void> {
    const user = this.#user;
    const folder = await user.folder('.local/share/applications');
    await user.file(
      `.local/share/applications/${name}.desktop`,
      `[Desktop Entry]\nType=Application\nName=${name}\nExec=${command} %u\nMimeType=x-scheme-handler/${scheme};\n`,
    );
    await user.runs('update-desktop-database', folder);
    await user.runs('xdg-mime', 'default', `${name}.desktop`, `x-scheme-handler/${scheme}`);
  }

  /** Opens a link as a click would; resolves when the started process has ended. */
  async open(link: string): Promise<void> {
    await once(await this.#spawn(link), 'exit');
  }

  /** The same when the link starts the app, which keeps running. */
  async start(link: string): Promise<void> {
    (await this.#spawn(link)).unref();
  }

  async #spawn(link: string): Promise<ChildProcess> {
    // The output of the started program is searched for secrets too.
    const log = await open(this.#user.path('lanyard.log'), 'a');
    const child = spawn('env', [...this.#user.prefix(), 'xdg-open', link], {
      env: this.#user.env,
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
    });
    await log.close();
    return child;
  }
}
