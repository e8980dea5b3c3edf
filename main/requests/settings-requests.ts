/** Requests about the app's own settings. */
import type { RequestHandlers } from '../../ipc/contract.js';
import type { ProjectPage } from '../../ipc/limits.js';
import type { Core } from '../connections/core.js';
import { accepted, acceptedUnless } from './reply.js';
import type { RequestPorts } from './request-ports.js';

const projectPages: Readonly<Record<ProjectPage, string>> = {
  website: 'https://lanyard.app/',
  documentation: 'https://lanyard.app/help',
  report: 'https://lanyard.app/report',
};

type Dependencies = Pick<Core & RequestPorts, 'settings' | 'userAgent' | 'actionMenu'>;

export function createSettingsRequests({ settings, userAgent, actionMenu }: Dependencies) {
  return {
    changeSettings: async (changes) => acceptedUnless(await settings.change(changes)),
    reportActions: ({ possible }) => {
      actionMenu.enable(possible);
      return accepted();
    },
    openProjectPage: async ({ page }) => acceptedUnless(await userAgent.open(projectPages[page])),
    checkSettings: async () => {
      await settings.checkAvailability();
      return accepted();
    },
  } satisfies Partial<RequestHandlers>;
}
