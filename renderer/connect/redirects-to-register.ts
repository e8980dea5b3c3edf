/** The redirects that have to be registered at the service, per sign-in method. */
export const redirectsToRegister = {
  automatic: ['app_link', 'local_address'],
  app_link: ['app_link'],
  local_address: ['local_address'],
  device_code: [],
  service_account: [],
  workload_identity: [],
  enterprise_managed: [],
} as const;
