// The root of the script for looking after an identity: signing in does without.

export { addMethod, lockMethod, removeMethod, renameMethod, replaceMethod } from './access_methods.ts';
export { askToPair, confirmPairing, startPairing, stopPairing } from './pairing.ts';
