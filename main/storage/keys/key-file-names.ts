/** The two key files of a vault. Apart from their format, so that reading their names loads no schema. */
export const keyFileNames = ['key-a.json', 'key-b.json'] as const;
export type KeyFileName = (typeof keyFileNames)[number];
