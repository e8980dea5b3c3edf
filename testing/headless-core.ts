/** Lanyard's main process without Electron and disk: the real core and its request handlers, on one clock. */
import type { EventName } from '../ipc/contract.js';
import { createCore, type CoreOptions } from '../main/connections/core.js';
import type { UserAgent } from '../main/ports/user-agent.js';
import { createRequestHandlers } from '../main/requests/request-handlers.js';
import { adjuster } from '../main/services/adjustments/apply.js';
import { noAssertionFiles } from './assertions.js';
import {
  createTestSystemState,
  newMemoryVault,
  regionAtRest,
  settingsAtRest,
  testRequestPorts,
} from './test-world.js';

export interface HeadlessCoreOptions extends Pick<
  CoreOptions,
  'catalogue' | 'clock' | 'oauth' | 'clientMetadataUrl'
> {
  readonly userAgent: Pick<UserAgent, 'open'>;
  readonly assertionFiles?: CoreOptions['assertionFiles'];
  /** True if app links reach this app. */
  readonly hasLinkScheme: boolean;
  readonly onEvent: (event: EventName, payload: unknown) => void;
}

export function createHeadlessCore(options: HeadlessCoreOptions) {
  const { clock, userAgent, hasLinkScheme, onEvent, ...parts } = options;
  const core = createCore({
    vault: newMemoryVault(clock),
    assertionFiles: noAssertionFiles,
    adjuster,
    clock,
    userAgent,
    linkScheme: { isOurs: () => Promise.resolve(hasLinkScheme) },
    peerUsers: { userOf: () => Promise.resolve('same_user') },
    userPresence: { confirm: () => Promise.resolve(true) },
    systemState: createTestSystemState(),
    settings: settingsAtRest,
    region: regionAtRest,
    restart: () => undefined,
    random: Math.random,
    onUserReturn: () => undefined,
    window: { isOpen: () => true, emit: onEvent },
    ...parts,
  });
  const handlers = createRequestHandlers(core, testRequestPorts(clock, { userAgent }));
  return { core, handlers };
}
