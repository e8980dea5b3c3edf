import type { ActionMenu } from '../ports/action-menu.js';
import type { ClientFiles } from '../ports/client-files.js';
import type { Clipboard } from '../ports/clipboard.js';
import type { Clock } from '../ports/clock.js';
import type { Printer } from '../ports/printer.js';
import type { Settings } from '../ports/settings.js';
import type { UserAgent } from '../ports/user-agent.js';

/** The ports that handlers use themselves; everything else is the domain's. */
export interface RequestPorts {
  readonly actionMenu: ActionMenu;
  readonly clientFiles: ClientFiles;
  readonly clock: Clock;
  readonly clipboard: Clipboard;
  readonly printer: Printer;
  readonly settings: Settings;
  readonly userAgent: UserAgent;
}
