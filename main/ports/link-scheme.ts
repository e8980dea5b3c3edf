/** Answers whether links of our scheme come back to this app on this computer (H98). */
export interface PrivateUseScheme {
  isOurs(): Promise<boolean>;
}
