/** Folders with definition files, besides those named on the command line. */
import { posix, win32 } from 'node:path';

export interface DefinitionEnvironment {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Electron's `userData` folder. */
  readonly userData: string;
}

/** The computer's folder, then the user's, which takes precedence. */
export function definitionFolders({
  platform,
  environment,
  userData,
}: DefinitionEnvironment): string[] {
  const path = platform === 'win32' ? win32 : posix;
  return [systemFolder(platform, environment), path.join(userData, 'services.d')];
}

function systemFolder(
  platform: NodeJS.Platform,
  environment: DefinitionEnvironment['environment'],
): string {
  switch (platform) {
    case 'win32': {
      const named = environment['ProgramData'] ?? '';
      return win32.join(
        win32.isAbsolute(named) ? named : 'C:\\ProgramData',
        'Lanyard',
        'services.d',
      );
    }
    case 'darwin':
      return '/Library/Application Support/Lanyard/services.d';
    default:
      return '/etc/lanyard/services.d';
  }
}
