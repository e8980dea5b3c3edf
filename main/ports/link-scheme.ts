/** The system's handler for links of our scheme (H98). Needed by connections/sign-in/redirect.ts. */
export interface LinkScheme {
  /** True if links open this app. */
  isOurs(): Promise<boolean>;
}
