/** Why a scenario fails today: what Lanyard lacks, or why the suite is wrong. */
export const knownReasons: Readonly<Record<string, string>> = {};
