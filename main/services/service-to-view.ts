/** The view of a service for the window. It holds no client secret. */
import type { ServiceSetUp, ServiceView } from '../../ipc/service-view.js';
import { catalogueText } from '../../messages/catalogue-text.js';
import { hostOfServer, type Service } from '../connections/service.js';
import { appLinkRedirectUri } from '../oauth/redirect-uri.js';

export function serviceView(service: Service): ServiceView {
  return {
    id: service.id,
    name: service.name,
    group: service.group === null ? null : catalogueText(service.group),
    family: service.family,
    keywords: service.keywords.map(catalogueText),
    isPopular: service.isPopular,
    isPractice: service.isPractice,
    source: service.source,
    // Empty until a server has been chosen.
    host: hostOfServer(service.server) ?? '',
    redirectUri: appLinkRedirectUri(service.id),
    setUp: setUpView(service),
    registeredByApp: service.registeredByApp,
    hasAdminPage: service.adminConsentUrl !== null,
    scopes: service.scopeOptions.map((option) => {
      const { name, risk, adminOnly, isDefault, isNeeded } = option;
      const description = option.description === null ? null : catalogueText(option.description);
      return { name, description, risk, adminOnly, isDefault, isNeeded };
    }),
    adjustments: service.adjustments.map(({ name }) => name),
    verified: service.verified && { date: service.verified.date, source: service.verified.source },
  };
}

function setUpView({ setUp }: Service): ServiceSetUp {
  switch (setUp.kind) {
    case 'ready':
      return { kind: 'ready' };
    case 'by_address':
      return { kind: 'by_address', address: setUp.address };
    case 'not_possible':
      return { kind: 'not_possible', obstacle: setUp.obstacle };
    case 'needs_client': {
      const { kind, secret, docsUrl, hasForm, hasDeviceCode, variables } = setUp;
      return {
        kind,
        secret,
        hasDocs: docsUrl !== null,
        hasForm,
        hasDeviceCode,
        variables: variables.map(({ name, description, example, defaultValue }) => {
          return { name, description: catalogueText(description), example, defaultValue };
        }),
      };
    }
  }
}
