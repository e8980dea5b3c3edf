/** The locale in which this computer writes dates, times and numbers. */

export interface FormatsOfSystem {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  /** The locale of the system's formats; on Linux that of the environment counts instead. */
  readonly systemLocale: () => string;
}

/** Empty: this computer has none. */
export function localeOfFormats({ platform, environment, systemLocale }: FormatsOfSystem): string {
  return platform === 'linux' ? localeOfEnvironment(environment) : systemLocale();
}

/** @see https://man7.org/linux/man-pages/man7/locale.7.html for the order of the variables */
function localeOfEnvironment({ LC_ALL, LC_TIME, LANG }: NodeJS.ProcessEnv): string {
  const [name = ''] = (LC_ALL || LC_TIME || LANG || '').split(/[.@]/);
  return name === 'C' || name === 'POSIX' ? '' : name.replaceAll('_', '-');
}
