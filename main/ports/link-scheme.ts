/** Whether links of our scheme open this app on this computer (H98). Needed by connections/sign-in/redirect.ts. */
export interface LinkScheme {
  isOurs(): Promise<boolean>;
}
