// The root of the script for the pages that people open by themselves, not through an app.

import './i18n/more_texts.ts';
export { createJoinFlow } from './flows/join.ts';
export { createManageFlow } from './flows/manage.ts';
export { createSelfServiceFlow } from './flows/self_service.ts';
export { default as AboutPage } from './screens/help/AboutPage.svelte';
export { default as JoinPage } from './screens/join/JoinPage.svelte';
export { default as ManagePage } from './screens/manage/ManagePage.svelte';
export { default as SelfServicePage } from './screens/help/SelfServicePage.svelte';
