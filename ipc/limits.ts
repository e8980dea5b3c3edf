/** Limits and choices that both the window and main know. */
export const labelLimit = 200;
export const noteLimit = 500;
/** A colour of the user's own, to tell connections apart. */
export const connectionColours = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'pink',
] as const;
export type ConnectionColour = (typeof connectionColours)[number];
export const passphraseMinimum = 12;

/** `high_contrast` is light or dark as the system is. */
export const themes = ['system', 'light', 'dark', 'high_contrast'] as const;
export type Theme = (typeof themes)[number];

/** How long the computer is unused before Lanyard locks. */
export const lockDelays = ['never', '5_minutes', '15_minutes', '60_minutes'] as const;
export type LockDelay = (typeof lockDelays)[number];

/** Pages of the Lanyard project on the web. */
export const projectPages = ['website', 'documentation', 'report'] as const;
export type ProjectPage = (typeof projectPages)[number];
