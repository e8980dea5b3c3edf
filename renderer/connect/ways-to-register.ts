/** What each way of signing in has to come back to, and so has to be registered at the service. */
export const waysToRegister = {
  automatic: ['app_link', 'local_address'],
  app_link: ['app_link'],
  local_address: ['local_address'],
  device_code: [],
  service_account: [],
} as const;
