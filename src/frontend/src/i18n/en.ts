import type { enMore } from './en_more.ts';

// Every text that people read, in English.

export const en = {
  name: 'Internet Identity',
  back: 'Back',
  cancel: 'Cancel',
  continue: 'Continue',
  tryAgain: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  saveFile: 'Save as a file',
  language: 'Language',

  choose: {
    continueWith: (name: string) => `Continue with ${name}`,
    welcome: 'One passkey for every app',
    welcomeBack: 'Welcome back',
    intro: 'Sign in without a password, and without being followed from app to app.',
    create: 'Create an identity',
    createAnother: 'Create a new identity',
    how: 'How do you want to open it?',
    haveOne: 'I have an identity',
    useAnother: 'Use another identity',
    yours: 'Your identities in this browser',
    lastUsed: (when: string) => `Last used ${when}`,
    usual: 'Last used with this app',
    forget: (number: string) => `Forget ${number} in this browser`,
    undo: 'Undo',
  },
  number: {
    title: 'Sign in to your identity',
    usePasskey: 'Use a passkey',
    usePasskeyHint: 'From this device, your phone or a security key. No number needed.',
    or: 'or with your number',
    recover: 'I have lost my passkeys',
    join: 'Add this browser with the help of another device',
    label: 'Identity number',
    hint: 'You got it when you created your identity.',
  },
  working: {
    lookingUp: 'Looking up your passkeys',
    askingPasskey: 'Use your passkey',
    askingPasskeyHint: 'Your browser is asking for it now.',
    forApp: (app: string, number: string) => `To sign in to ${app} as identity ${number}`,
    creating: 'Create your passkey',
    creatingHint: 'Your browser is asking where to keep it. No password, no e-mail address.',
    saving: 'Saving your identity',
    finishing: (app: string) => `Signing in to ${app}`,
    waiting: 'Waiting for the app',
    checkingOrigin: 'Checking the app',
    loading: 'Opening your identity',
  },
  captcha: {
    title: 'Type the characters',
    intro: 'It shows that you are not a program.',
    picture: 'Picture of distorted characters',
    label: 'Characters in the picture',
    wrong: 'That was not it. Here is another picture.',
  },
  created: {
    title: 'Your identity is ready',
    intro: 'This number is your identity’s name. Keep it: you need it to sign in from another browser.',
    continueTo: (app: string) => `Continue to ${app}`,
  },
  elsewhere: {
    title: 'Your passkeys are for another address',
    intro: (number: string) =>
      `Browsers tie a passkey to the address it was made at. The passkeys of identity ${number} work here:`,
    appHint: 'The app has to open Internet Identity at that address too.',
  },
  authorize: {
    title: 'Sign in to',
    privacy: 'The app gets an identifier made for it alone. It learns nothing else about you.',
    shared: 'This app shares its sign-in with',
    sharedHint: 'There, you are known by the same identifier.',
    done: 'You are signed in',
    doneHint: (app: string) => `You can close this window and go back to ${app}.`,
    close: 'Close this window',
    decline: 'Cancel and go back to the app',
    suggested: (company: string) =>
      `The app suggests signing in with ${company === '' ? 'another service' : company}. That is not available here, so use a passkey.`,
    interrupted: 'Almost there',
  },
  failure: {
    openedDirectly: {
      title: 'No app is waiting',
      text: 'Apps open this page to let you sign in. Go back to the app and start from there.',
    },
    noRequest: {
      title: 'The app did not answer',
      text: 'Close this window, then sign in from the app again.',
    },
    appClosed: {
      title: 'The app was closed',
      text: 'Nobody is waiting for your sign-in any more. You can close this window.',
    },
    declined: {
      title: 'You did not sign in',
      text: 'The app knows. You can close this window and go back.',
    },
    malformedRequest: {
      title: 'The app’s request cannot be read',
      text: (field: string) => `Its “${field}” is not valid. Only the people who make the app can fix this.`,
    },
    sameOrigin: {
      title: 'The app and Internet Identity share an address',
      text: (link: string) =>
        `Your browser could not keep them apart, so signing in here is not safe. Open the app at its own address, and let it use ${link} for Internet Identity.`,
    },
    invalidDerivationOrigin: {
      title: 'The app may not use this sign-in',
      text: (origin: string) =>
        `It asks for the identifier that you have at ${origin}, which does not list it.`,
    },
    home: 'Open Internet Identity',
    details: 'Details',
  },
  blocked: {
    ipAddress: {
      title: 'Passkeys need a name, not a number',
      text: (host: string) =>
        `Browsers do not allow passkeys at an IP address such as ${host}. This link works:`,
      appHint: 'The app has to open Internet Identity at that address too.',
    },
    noWebAuthn: {
      title: 'This browser has no passkeys',
      text: 'Internet Identity signs you in with a passkey. Please use a current version of Chrome, Edge, Firefox or Safari.',
    },
  },
  notice: {
    lostConnection: 'The network cannot be reached. Check your connection, then try again.',
    cancelledCreate: 'No passkey was created. Try again whenever you like.',
    cancelledSignIn: 'You were not signed in. Try again whenever you like.',
    cancelledLink: 'No account was linked.',
    passkeysUnsupported: 'Passkeys do not work in this browser at this address.',
    unsuitableAuthenticator:
      'That device cannot keep a passkey with a screen lock or PIN. Please choose another one.',
    unknownIdentity: (number: string) =>
      `There is no identity ${number}, or it has no passkey. Check the number.`,
    pinRefused: (number: string) =>
      `In this browser, a PIN opens identity ${number}. The app accepts passkeys only.`,
    forgotten: (number: string) =>
      `This browser no longer lists ${number}. The identity itself is as it was.`,
    invalidNumber: 'An identity number consists of digits only.',
    unknownPasskey: 'That passkey does not belong to any identity here. Pick another one.',
    tooManyAccounts: 'Your identity has no room for more accounts.',
    unknownAccount: 'No identity is opened by that account.',
    tokenRefused: 'The sign-in there was not accepted, or took too long. Please try again.',
    accountTaken: 'That account already opens an identity. Unlink it there first.',
    otherIdentity: (number: string) => `That account opens another identity: ${number}.`,
    providerFailed: 'The other service did not sign you in:',
    linked: 'Linked. The account opens your identity from now on.',
    unlinked: 'Unlinked.',
    passkeyRemoved: (number: string) => `That passkey no longer opens identity ${number}. Use another one.`,
    rateLimited: 'Many people are creating an identity just now. Wait a minute, then try again.',
    identityLimitReached: 'No more identities can be created here.',
    registrationExpired: 'That took longer than the network waits. Please try again.',
    sessionExpired: 'You were signed in for ten minutes. Sign in again to go on.',
    refused: 'The request was refused:',
    fault: 'Something went wrong on this page. Reload it and try again.',
  },
};

/** Every text; what only some screens have is loaded with them. */
export type Texts = typeof en & typeof enMore;
