/** Settings of the build, which electron.vite.config.ts puts in place of names. */
import { isClientMetadataUrl } from '../oauth/client-metadata.js';

declare const LANYARD_CLIENT_METADATA_URL: string;

/** The address of this app's metadata document (oauth/client-metadata.ts); null: none is published. */
export const clientMetadataUrl = isClientMetadataUrl(LANYARD_CLIENT_METADATA_URL)
  ? LANYARD_CLIENT_METADATA_URL
  : null;
