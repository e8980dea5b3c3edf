/** Hook of electron-builder between assembling and signing the app: sets every fuse. */
import { join } from 'node:path';

import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/**
 * The value of each fuse in a release.
 * @see https://www.electronjs.org/docs/latest/tutorial/fuses
 */
const shipped = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // For macOS and Windows; on Linux nothing reads it.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/**
 * @param {import('electron-builder').AfterPackContext} context
 * @throws if this Electron has a fuse that is missing here
 */
export async function afterPack({ packager, electronPlatformName, appOutDir }) {
  const { productFilename } = packager.appInfo;
  const program =
    {
      darwin: `${productFilename}.app`,
      mas: `${productFilename}.app`,
      win32: `${productFilename}.exe`,
    }[electronPlatformName] ??
    packager.config.linux?.executableName ??
    productFilename;
  const executable = join(appOutDir, program);
  // This fuse is newer than the development runtime, whose list is shorter.
  const hasWasmFuse = FuseV1Options.WasmTrapHandlers in (await getCurrentFuseWire(executable));
  /** @type {unknown} */
  const config = {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    ...shipped,
    ...(hasWasmFuse ? { [FuseV1Options.WasmTrapHandlers]: true } : {}),
  };
  await flipFuses(executable, /** @type {import('@electron/fuses').FuseConfig} */ (config));
}
