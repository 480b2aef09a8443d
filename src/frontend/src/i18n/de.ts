import { deMore } from './de_more.ts';
import type { en } from './en.ts';
import { joinTexts } from './join_texts.ts';

// The texts that most people read, in German.

const deFirst: typeof en = {
  name: 'Internet Identity',
  back: 'Zurück',
  cancel: 'Abbrechen',
  continue: 'Weiter',
  tryAgain: 'Noch einmal versuchen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  saveFile: 'Als Datei speichern',
  language: 'Sprache',

  choose: {
    continueWith: (name) => `Weiter mit ${name}`,
    welcome: 'Ein Passkey für jede App',
    welcomeBack: 'Willkommen zurück',
    intro: 'Melden Sie sich ohne Passwort an, und ohne dass Ihnen jemand von App zu App folgt.',
    create: 'Identität anlegen',
    createAnother: 'Neue Identität anlegen',
    how: 'Wie möchten Sie sie öffnen?',
    haveOne: 'Ich habe eine Identität',
    useAnother: 'Andere Identität verwenden',
    yours: 'Ihre Identitäten in diesem Browser',
    lastUsed: (when) => `Zuletzt verwendet: ${when}`,
    usual: 'Zuletzt bei dieser App verwendet',
    forget: (number) => `${number} in diesem Browser vergessen`,
    undo: 'Rückgängig',
  },
  number: {
    title: 'Bei Ihrer Identität anmelden',
    usePasskey: 'Passkey verwenden',
    usePasskeyHint: 'Von diesem Gerät, Ihrem Telefon oder einem Sicherheitsschlüssel. Ohne Nummer.',
    or: 'oder mit Ihrer Nummer',
    recover: 'Ich habe meine Passkeys verloren',
    join: 'Diesen Browser mit Hilfe eines anderen Geräts hinzufügen',
    label: 'Identitätsnummer',
    hint: 'Sie haben sie beim Anlegen Ihrer Identität bekommen.',
  },
  working: {
    lookingUp: 'Ihre Passkeys werden gesucht',
    askingPasskey: 'Verwenden Sie Ihren Passkey',
    askingPasskeyHint: 'Ihr Browser fragt gerade danach.',
    forApp: (app, number) => `Für die Anmeldung bei ${app} als Identität ${number}`,
    creating: 'Legen Sie Ihren Passkey an',
    creatingHint: 'Ihr Browser fragt, wo er liegen soll. Kein Passwort, keine E-Mail-Adresse.',
    saving: 'Ihre Identität wird gespeichert',
    finishing: (app) => `Anmeldung bei ${app}`,
    waiting: 'Warten auf die App',
    checkingOrigin: 'Die App wird geprüft',
    loading: 'Ihre Identität wird geöffnet',
  },
  captcha: {
    title: 'Tippen Sie die Zeichen ab',
    intro: 'So zeigen Sie, dass Sie kein Programm sind.',
    picture: 'Bild mit verzerrten Zeichen',
    label: 'Zeichen im Bild',
    wrong: 'Das war es nicht. Hier ist ein anderes Bild.',
  },
  created: {
    title: 'Ihre Identität ist bereit',
    intro:
      'Diese Nummer ist der Name Ihrer Identität. Bewahren Sie sie auf: Sie brauchen sie, um sich in einem anderen Browser anzumelden.',
    continueTo: (app) => `Weiter zu ${app}`,
  },
  elsewhere: {
    title: 'Ihre Passkeys gehören zu einer anderen Adresse',
    intro: (number) =>
      `Browser binden einen Passkey an die Adresse, an der er angelegt wurde. Die Passkeys von Identität ${number} gelten hier:`,
    appHint: 'Auch die App muss Internet Identity unter dieser Adresse öffnen.',
  },
  authorize: {
    title: 'Anmelden bei',
    privacy: 'Die App bekommt eine Kennung nur für sie. Sonst erfährt sie nichts über Sie.',
    shared: 'Diese App teilt ihre Anmeldung mit',
    sharedHint: 'Dort sind Sie unter derselben Kennung bekannt.',
    done: 'Sie sind angemeldet',
    doneHint: (app) => `Sie können dieses Fenster schließen und zu ${app} zurückkehren.`,
    close: 'Dieses Fenster schließen',
    decline: 'Abbrechen und zurück zur App',
    suggested: (company) =>
      `Die App schlägt vor, sich mit ${company === '' ? 'einem anderen Dienst' : company} anzumelden. Das gibt es hier nicht; verwenden Sie bitte einen Passkey.`,
    interrupted: 'Fast geschafft',
  },
  failure: {
    openedDirectly: {
      title: 'Keine App wartet',
      text: 'Apps öffnen diese Seite, damit Sie sich anmelden. Gehen Sie zur App zurück und beginnen Sie dort.',
    },
    noRequest: {
      title: 'Die App hat nicht geantwortet',
      text: 'Schließen Sie dieses Fenster und melden Sie sich von der App aus noch einmal an.',
    },
    appClosed: {
      title: 'Die App wurde geschlossen',
      text: 'Niemand wartet mehr auf Ihre Anmeldung. Sie können dieses Fenster schließen.',
    },
    declined: {
      title: 'Sie haben sich nicht angemeldet',
      text: 'Die App weiß Bescheid. Sie können dieses Fenster schließen und zurückgehen.',
    },
    malformedRequest: {
      title: 'Die Anfrage der App ist nicht lesbar',
      text: (field) =>
        `Das Feld „${field}“ ist ungültig. Das können nur die Leute beheben, die die App machen.`,
    },
    sameOrigin: {
      title: 'Die App und Internet Identity teilen eine Adresse',
      text: (link) =>
        `Ihr Browser könnte beide nicht auseinanderhalten, deshalb ist eine Anmeldung hier nicht sicher. Öffnen Sie die App unter ihrer eigenen Adresse, und lassen Sie sie für Internet Identity ${link} verwenden.`,
    },
    invalidDerivationOrigin: {
      title: 'Die App darf diese Anmeldung nicht verwenden',
      text: (origin) =>
        `Die App verlangt die Kennung, die Sie bei ${origin} haben; dort ist sie nicht aufgeführt.`,
    },
    home: 'Internet Identity öffnen',
    details: 'Einzelheiten',
  },
  blocked: {
    ipAddress: {
      title: 'Passkeys brauchen einen Namen, keine Nummer',
      text: (host) =>
        `Browser erlauben an einer IP-Adresse wie ${host} keine Passkeys. Dieser Link funktioniert:`,
      appHint: 'Auch die App muss Internet Identity unter dieser Adresse öffnen.',
    },
    noWebAuthn: {
      title: 'Dieser Browser hat keine Passkeys',
      text: 'Internet Identity meldet Sie mit einem Passkey an. Bitte verwenden Sie eine aktuelle Version von Chrome, Edge, Firefox oder Safari.',
    },
  },
  notice: {
    lostConnection:
      'Das Netzwerk ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    cancelledCreate: 'Es wurde kein Passkey angelegt. Versuchen Sie es noch einmal, wann immer Sie möchten.',
    cancelledSignIn: 'Sie wurden nicht angemeldet. Versuchen Sie es noch einmal, wann immer Sie möchten.',
    cancelledLink: 'Es wurde kein Konto verknüpft.',
    passkeysUnsupported: 'Passkeys funktionieren in diesem Browser an dieser Adresse nicht.',
    unsuitableAuthenticator:
      'Dieses Gerät kann keinen Passkey mit Bildschirmsperre oder PIN aufbewahren. Bitte wählen Sie ein anderes.',
    unknownIdentity: (number) =>
      `Es gibt keine Identität ${number}, oder sie hat keinen Passkey. Prüfen Sie die Nummer.`,
    pinRefused: (number) =>
      `In diesem Browser öffnet eine PIN die Identität ${number}. Die App lässt nur Passkeys gelten.`,
    forgotten: (number) =>
      `Dieser Browser führt ${number} nicht mehr auf. Die Identität selbst bleibt, wie sie war.`,
    invalidNumber: 'Eine Identitätsnummer besteht nur aus Ziffern.',
    unknownPasskey: 'Dieser Passkey gehört hier zu keiner Identität. Wählen Sie einen anderen.',
    tooManyAccounts: 'Ihre Identität hat keinen Platz für weitere Konten.',
    unknownAccount: 'Dieses Konto öffnet keine Identität.',
    tokenRefused:
      'Die Anmeldung dort wurde nicht angenommen oder dauerte zu lange. Bitte versuchen Sie es noch einmal.',
    accountTaken: 'Dieses Konto öffnet schon eine Identität. Trennen Sie es zuerst dort.',
    otherIdentity: (number) => `Dieses Konto öffnet eine andere Identität: ${number}.`,
    providerFailed: 'Der andere Dienst hat Sie nicht angemeldet:',
    linked: 'Verknüpft. Das Konto öffnet ab jetzt Ihre Identität.',
    unlinked: 'Getrennt.',
    passkeyRemoved: (number) =>
      `Dieser Passkey öffnet Identität ${number} nicht mehr. Verwenden Sie einen anderen.`,
    rateLimited:
      'Gerade legen viele Leute eine Identität an. Warten Sie eine Minute und versuchen Sie es noch einmal.',
    identityLimitReached: 'Hier können keine weiteren Identitäten angelegt werden.',
    registrationExpired:
      'Das hat länger gedauert, als das Netzwerk wartet. Bitte versuchen Sie es noch einmal.',
    sessionExpired:
      'Sie waren zehn Minuten lang angemeldet. Melden Sie sich noch einmal an, um fortzufahren.',
    refused: 'Das Programm hat abgelehnt:',
    fault: 'Auf dieser Seite ist etwas schiefgegangen. Laden Sie sie neu und versuchen Sie es noch einmal.',
  },
};

/** Every text in German. */
export const de = joinTexts(deFirst, deMore);
