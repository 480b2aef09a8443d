// The root of the script for the page that native apps open.

import './i18n/more_texts.ts';
export { createNativeLoginFlow } from './flows/native_login.ts';
export { default as NativeLoginPage } from './screens/native/NativeLoginPage.svelte';
