// The root of the script for the page that apps open to ask for a verifiable credential.

import './i18n/more_texts.ts';
export { receiveCredentialRequest } from './credentials/channel.ts';
export { createCredentialsFlow } from './flows/credentials.ts';
export { default as CredentialsPage } from './screens/credentials/CredentialsPage.svelte';
