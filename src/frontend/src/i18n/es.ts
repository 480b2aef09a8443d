import { esMore } from './es_more.ts';
import type { en } from './en.ts';
import { joinTexts } from './join_texts.ts';

// The texts that most people read, in Spanish.

const esFirst: typeof en = {
  name: 'Internet Identity',
  back: 'Atrás',
  cancel: 'Cancelar',
  continue: 'Continuar',
  tryAgain: 'Intentar de nuevo',
  copy: 'Copiar',
  copied: 'Copiado',
  saveFile: 'Guardar en un archivo',
  language: 'Idioma',

  choose: {
    continueWith: (name) => `Continuar con ${name}`,
    welcome: 'Una llave de acceso para todas las apps',
    welcomeBack: 'Hola de nuevo',
    intro: 'Inicia sesión sin contraseña y sin que te sigan de una app a otra.',
    create: 'Crear una identidad',
    createAnother: 'Crear una identidad nueva',
    how: '¿Cómo quieres abrirla?',
    haveOne: 'Tengo una identidad',
    useAnother: 'Usar otra identidad',
    yours: 'Tus identidades en este navegador',
    lastUsed: (when) => `Último uso: ${when}`,
    usual: 'La última usada en esta app',
    forget: (number) => `Olvidar ${number} en este navegador`,
    undo: 'Deshacer',
  },
  number: {
    title: 'Entra en tu identidad',
    usePasskey: 'Usar una llave de acceso',
    usePasskeyHint: 'De este dispositivo, de tu teléfono o de una llave de seguridad. Sin número.',
    or: 'o con tu número',
    recover: 'He perdido mis llaves de acceso',
    join: 'Añadir este navegador con ayuda de otro dispositivo',
    label: 'Número de identidad',
    hint: 'Lo recibiste al crear tu identidad.',
  },
  working: {
    lookingUp: 'Buscando tus llaves de acceso',
    askingPasskey: 'Usa tu llave de acceso',
    askingPasskeyHint: 'Tu navegador la pide ahora.',
    forApp: (app, number) => `Para iniciar sesión en ${app} con la identidad ${number}`,
    creating: 'Crea tu llave de acceso',
    creatingHint: 'Tu navegador pregunta dónde guardarla. Ni contraseña ni correo electrónico.',
    saving: 'Guardando tu identidad',
    finishing: (app) => `Iniciando sesión en ${app}`,
    waiting: 'Esperando a la app',
    checkingOrigin: 'Comprobando la app',
    loading: 'Abriendo tu identidad',
  },
  captcha: {
    title: 'Copia los caracteres',
    intro: 'Así muestras que no eres un programa.',
    picture: 'Imagen de caracteres deformados',
    label: 'Caracteres de la imagen',
    wrong: 'No era eso. Aquí tienes otra imagen.',
  },
  created: {
    title: 'Tu identidad está lista',
    intro:
      'Este número es el nombre de tu identidad. Guárdalo: lo necesitas para entrar desde otro navegador.',
    continueTo: (app) => `Continuar a ${app}`,
  },
  elsewhere: {
    title: 'Tus llaves de acceso son de otra dirección',
    intro: (number) =>
      `Los navegadores atan una llave de acceso a la dirección en que se creó. Las de la identidad ${number} funcionan aquí:`,
    appHint: 'La app también tiene que abrir Internet Identity en esa dirección.',
  },
  authorize: {
    title: 'Iniciar sesión en',
    privacy: 'La app recibe un identificador hecho solo para ella. No sabrá nada más de ti.',
    shared: 'Esta app comparte su inicio de sesión con',
    sharedHint: 'Allí se te conoce por el mismo identificador.',
    done: 'Has iniciado sesión',
    doneHint: (app) => `Puedes cerrar esta ventana y volver a ${app}.`,
    close: 'Cerrar esta ventana',
    decline: 'Cancelar y volver a la app',
    suggested: (company) =>
      `La app propone iniciar sesión con ${company === '' ? 'otro servicio' : company}. Aquí no está disponible; usa una llave de acceso.`,
    interrupted: 'Casi está',
  },
  failure: {
    openedDirectly: {
      title: 'Ninguna app espera',
      text: 'Las apps abren esta página para que inicies sesión. Vuelve a la app y empieza allí.',
    },
    noRequest: {
      title: 'La app no respondió',
      text: 'Cierra esta ventana e inicia sesión otra vez desde la app.',
    },
    appClosed: {
      title: 'La app se cerró',
      text: 'Ya nadie espera tu inicio de sesión. Puedes cerrar esta ventana.',
    },
    declined: {
      title: 'No has iniciado sesión',
      text: 'La app lo sabe. Puedes cerrar esta ventana y volver.',
    },
    malformedRequest: {
      title: 'La petición de la app no se puede leer',
      text: (field) => `Su campo «${field}» no es válido. Solo quienes hacen la app pueden arreglarlo.`,
    },
    sameOrigin: {
      title: 'La app e Internet Identity comparten una dirección',
      text: (link) =>
        `Tu navegador no podría distinguirlas, así que iniciar sesión aquí no es seguro. Abre la app en su propia dirección y haz que use ${link} para Internet Identity.`,
    },
    invalidDerivationOrigin: {
      title: 'La app no puede usar este inicio de sesión',
      text: (origin) => `Pide el identificador que tienes en ${origin}, donde no figura.`,
    },
    home: 'Abrir Internet Identity',
    details: 'Detalles',
  },
  blocked: {
    ipAddress: {
      title: 'Las llaves de acceso necesitan un nombre, no un número',
      text: (host) =>
        `Los navegadores no permiten llaves de acceso en una dirección IP como ${host}. Este enlace funciona:`,
      appHint: 'La app también tiene que abrir Internet Identity en esa dirección.',
    },
    noWebAuthn: {
      title: 'Este navegador no tiene llaves de acceso',
      text: 'Internet Identity inicia tu sesión con una llave de acceso. Usa una versión actual de Chrome, Edge, Firefox o Safari.',
    },
  },
  notice: {
    lostConnection: 'No se puede acceder a la red. Revisa tu conexión e inténtalo de nuevo.',
    cancelledCreate: 'No se creó ninguna llave de acceso. Inténtalo de nuevo cuando quieras.',
    cancelledSignIn: 'No se inició la sesión. Inténtalo de nuevo cuando quieras.',
    cancelledLink: 'No se ha vinculado ninguna cuenta.',
    passkeysUnsupported: 'Las llaves de acceso no funcionan en este navegador en esta dirección.',
    unsuitableAuthenticator:
      'Ese dispositivo no puede guardar una llave de acceso con bloqueo de pantalla o PIN. Elige otro.',
    unknownIdentity: (number) =>
      `No hay identidad ${number}, o no tiene llave de acceso. Comprueba el número.`,
    pinRefused: (number) =>
      `En este navegador, un PIN abre la identidad ${number}. La app solo acepta llaves de acceso.`,
    forgotten: (number) => `Este navegador ya no muestra ${number}. La identidad en sí sigue igual.`,
    invalidNumber: 'Un número de identidad solo tiene cifras.',
    unknownPasskey: 'Esa llave de acceso no es de ninguna identidad de aquí. Elige otra.',
    tooManyAccounts: 'Tu identidad no tiene sitio para más cuentas.',
    unknownAccount: 'Esa cuenta no abre ninguna identidad.',
    tokenRefused: 'El inicio de sesión no se aceptó o tardó demasiado. Inténtalo de nuevo.',
    accountTaken: 'Esa cuenta ya abre una identidad. Desvincúlala allí primero.',
    otherIdentity: (number) => `Esa cuenta abre otra identidad: ${number}.`,
    providerFailed: 'El otro servicio no te ha identificado:',
    linked: 'Vinculada. La cuenta abre tu identidad desde ahora.',
    unlinked: 'Desvinculada.',
    passkeyRemoved: (number) => `Esa llave de acceso ya no abre la identidad ${number}. Usa otra.`,
    rateLimited: 'Mucha gente está creando una identidad. Espera un minuto e inténtalo de nuevo.',
    identityLimitReached: 'Aquí no se pueden crear más identidades.',
    registrationExpired: 'Ha tardado más de lo que la red espera. Inténtalo de nuevo.',
    sessionExpired: 'Tu sesión duró diez minutos. Entra de nuevo para seguir.',
    refused: 'El programa lo rechazó:',
    fault: 'Algo salió mal en esta página. Recárgala e inténtalo de nuevo.',
  },
};

/** Every text in Spanish. */
export const es = joinTexts(esFirst, esMore);
