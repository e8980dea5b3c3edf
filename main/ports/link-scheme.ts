/** Answers whether links of our scheme come back to this app on this computer (H98). */
export interface LinkScheme {
  isOurs(): Promise<boolean>;
}
