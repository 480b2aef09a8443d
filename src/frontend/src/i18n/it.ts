import { itMore } from './it_more.ts';
import type { en } from './en.ts';
import { joinTexts } from './join_texts.ts';

// The texts that most people read, in Italian.

const itFirst: typeof en = {
  name: 'Internet Identity',
  back: 'Indietro',
  cancel: 'Annulla',
  continue: 'Continua',
  tryAgain: 'Riprova',
  copy: 'Copia',
  copied: 'Copiato',
  saveFile: 'Salva in un file',
  language: 'Lingua',

  choose: {
    continueWith: (name) => `Continua con ${name}`,
    welcome: 'Una passkey per tutte le app',
    welcomeBack: 'Bentornato',
    intro: 'Accedi senza password e senza che qualcuno ti segua da un’app all’altra.',
    create: 'Crea un’identità',
    createAnother: 'Crea una nuova identità',
    how: 'Come vuoi aprirla?',
    haveOne: 'Ho un’identità',
    useAnother: 'Usa un’altra identità',
    yours: 'Le tue identità in questo browser',
    lastUsed: (when) => `Ultimo uso: ${when}`,
    usual: 'L’ultima usata con questa app',
    forget: (number) => `Dimentica ${number} in questo browser`,
    undo: 'Annulla la rimozione',
  },
  number: {
    title: 'Accedi alla tua identità',
    usePasskey: 'Usa una passkey',
    usePasskeyHint: 'Su questo dispositivo, sul telefono o su una chiave di sicurezza. Senza numero.',
    or: 'oppure con il tuo numero',
    recover: 'Ho perso le mie passkey',
    join: 'Aggiungi questo browser con l’aiuto di un altro dispositivo',
    label: 'Numero d’identità',
    hint: 'L’hai ricevuto creando la tua identità.',
  },
  working: {
    lookingUp: 'Ricerca delle tue passkey',
    askingPasskey: 'Usa la tua passkey',
    askingPasskeyHint: 'Il browser la chiede adesso.',
    forApp: (app, number) => `Per accedere a ${app} con l’identità ${number}`,
    creating: 'Crea la tua passkey',
    creatingHint: 'Il browser chiede dove tenerla. Niente password, niente indirizzo e-mail.',
    saving: 'Salvataggio della tua identità',
    finishing: (app) => `Accesso a ${app}`,
    waiting: 'In attesa dell’app',
    checkingOrigin: 'Verifica dell’app',
    loading: 'Apertura della tua identità',
  },
  captcha: {
    title: 'Ricopia i caratteri',
    intro: 'Così mostri di non essere un programma.',
    picture: 'Immagine di caratteri deformati',
    label: 'Caratteri nell’immagine',
    wrong: 'Non era quello. Ecco un’altra immagine.',
  },
  created: {
    title: 'La tua identità è pronta',
    intro:
      'Questo numero è il nome della tua identità. Conservalo: ti serve per accedere da un altro browser.',
    continueTo: (app) => `Continua verso ${app}`,
  },
  elsewhere: {
    title: 'Le tue passkey sono di un altro indirizzo',
    intro: (number) =>
      `I browser legano una passkey all’indirizzo in cui è stata creata. Le passkey dell’identità ${number} valgono qui:`,
    appHint: 'Anche l’app deve aprire Internet Identity a quell’indirizzo.',
  },
  authorize: {
    title: 'Accedi a',
    privacy: 'L’app riceve un identificativo fatto solo per lei. Non viene a sapere altro di te.',
    shared: 'Questa app condivide l’accesso con',
    sharedHint: 'Lì ti conoscono con lo stesso identificativo.',
    done: 'Hai effettuato l’accesso',
    doneHint: (app) => `Puoi chiudere questa finestra e tornare a ${app}.`,
    close: 'Chiudi questa finestra',
    decline: 'Annulla e torna all’app',
    suggested: (company) =>
      `L’app propone di accedere con ${company === '' ? 'un altro servizio' : company}. Qui non è possibile: usa una passkey.`,
    interrupted: 'Ci siamo quasi',
  },
  failure: {
    openedDirectly: {
      title: 'Nessuna app attende',
      text: 'Le app aprono questa pagina per farti accedere. Torna all’app e comincia da lì.',
    },
    noRequest: {
      title: 'L’app non ha risposto',
      text: 'Chiudi questa finestra, poi accedi ancora dall’app.',
    },
    appClosed: {
      title: 'L’app è stata chiusa',
      text: 'Nessuno attende più il tuo accesso. Puoi chiudere questa finestra.',
    },
    declined: {
      title: 'Non hai effettuato l’accesso',
      text: 'L’app lo sa. Puoi chiudere questa finestra e tornare.',
    },
    malformedRequest: {
      title: 'La richiesta dell’app non è leggibile',
      text: (field) => `Il suo campo «${field}» non è valido. Solo chi fa l’app può rimediare.`,
    },
    sameOrigin: {
      title: 'L’app e Internet Identity condividono un indirizzo',
      text: (link) =>
        `Il browser non potrebbe distinguerle, quindi accedere qui non è sicuro. Apri l’app al suo indirizzo e falle usare ${link} per Internet Identity.`,
    },
    invalidDerivationOrigin: {
      title: 'L’app non può usare questo accesso',
      text: (origin) => `Chiede l’identificativo che hai presso ${origin}, dove non è elencata.`,
    },
    home: 'Apri Internet Identity',
    details: 'Dettagli',
  },
  blocked: {
    ipAddress: {
      title: 'Alle passkey serve un nome, non un numero',
      text: (host) =>
        `I browser non permettono passkey a un indirizzo IP come ${host}. Questo link funziona:`,
      appHint: 'Anche l’app deve aprire Internet Identity a quell’indirizzo.',
    },
    noWebAuthn: {
      title: 'Questo browser non ha passkey',
      text: 'Internet Identity ti fa accedere con una passkey. Usa una versione attuale di Chrome, Edge, Firefox o Safari.',
    },
  },
  notice: {
    lostConnection: 'La rete non è raggiungibile. Controlla la connessione, poi riprova.',
    cancelledCreate: 'Nessuna passkey è stata creata. Riprova quando vuoi.',
    cancelledSignIn: 'Non hai effettuato l’accesso. Riprova quando vuoi.',
    cancelledLink: 'Nessun account è stato collegato.',
    passkeysUnsupported: 'Le passkey non funzionano in questo browser a questo indirizzo.',
    unsuitableAuthenticator:
      'Quel dispositivo non può tenere una passkey con blocco schermo o PIN. Scegline un altro.',
    unknownIdentity: (number) => `Non c’è un’identità ${number}, o non ha passkey. Controlla il numero.`,
    pinRefused: (number) =>
      `In questo browser è un PIN ad aprire l’identità ${number}. L’app accetta solo passkey.`,
    forgotten: (number) => `Questo browser non elenca più ${number}. L’identità in sé resta com’era.`,
    invalidNumber: 'Un numero d’identità ha solo cifre.',
    unknownPasskey: 'Quella passkey non appartiene a nessuna identità qui. Scegline un’altra.',
    tooManyAccounts: 'La tua identità non ha spazio per altri account.',
    unknownAccount: 'Quell’account non apre nessuna identità.',
    tokenRefused: 'L’accesso non è stato accettato o ha richiesto troppo tempo. Riprova.',
    accountTaken: 'Quell’account apre già un’identità. Prima scollegalo lì.',
    otherIdentity: (number) => `Quell’account apre un’altra identità: ${number}.`,
    providerFailed: 'L’altro servizio non ti ha fatto accedere:',
    linked: 'Collegato. Da ora l’account apre la tua identità.',
    unlinked: 'Scollegato.',
    passkeyRemoved: (number) => `Quella passkey non apre più l’identità ${number}. Usane un’altra.`,
    rateLimited: 'Molte persone stanno creando un’identità. Aspetta un minuto, poi riprova.',
    identityLimitReached: 'Qui non si possono creare altre identità.',
    registrationExpired: 'Ha richiesto più tempo di quanto la rete attenda. Riprova.',
    sessionExpired: 'L’accesso valeva dieci minuti. Accedi di nuovo per continuare.',
    refused: 'Il programma ha rifiutato:',
    fault: 'Qualcosa è andato storto in questa pagina. Ricaricala e riprova.',
  },
};

/** Every text in Italian. */
export const it = joinTexts(itFirst, itMore);
