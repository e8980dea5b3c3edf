/** Why a scenario fails today, by its name: what Lanyard lacks, or why the suite is wrong. None does. */
export const knownReasons: Readonly<Record<string, string>> = {};
