import { frMore } from './fr_more.ts';
import type { en } from './en.ts';
import { joinTexts } from './join_texts.ts';

// The texts that most people read, in French.

const frFirst: typeof en = {
  name: 'Internet Identity',
  back: 'Retour',
  cancel: 'Annuler',
  continue: 'Continuer',
  tryAgain: 'Réessayer',
  copy: 'Copier',
  copied: 'Copié',
  saveFile: 'Enregistrer dans un fichier',
  language: 'Langue',

  choose: {
    continueWith: (name) => `Continuer avec ${name}`,
    welcome: 'Une clé d’accès pour toutes les apps',
    welcomeBack: 'Bon retour',
    intro: 'Connectez-vous sans mot de passe, et sans être suivi d’une app à l’autre.',
    create: 'Créer une identité',
    createAnother: 'Créer une nouvelle identité',
    how: 'Comment voulez-vous l’ouvrir\u00a0?',
    haveOne: 'J’ai une identité',
    useAnother: 'Utiliser une autre identité',
    yours: 'Vos identités dans ce navigateur',
    lastUsed: (when) => `Dernière utilisation\u00a0: ${when}`,
    usual: 'Utilisée en dernier avec cette app',
    forget: (number) => `Oublier ${number} dans ce navigateur`,
    undo: 'Annuler l’oubli',
  },
  number: {
    title: 'Connectez-vous à votre identité',
    usePasskey: 'Utiliser une clé d’accès',
    usePasskeyHint: 'Sur cet appareil, votre téléphone ou une clé de sécurité. Sans numéro.',
    or: 'ou avec votre numéro',
    recover: 'J’ai perdu mes clés d’accès',
    join: 'Ajouter ce navigateur à l’aide d’un autre appareil',
    label: 'Numéro d’identité',
    hint: 'Vous l’avez reçu en créant votre identité.',
  },
  working: {
    lookingUp: 'Recherche de vos clés d’accès',
    askingPasskey: 'Utilisez votre clé d’accès',
    askingPasskeyHint: 'Votre navigateur la demande maintenant.',
    forApp: (app, number) => `Pour vous connecter à ${app} avec l’identité ${number}`,
    creating: 'Créez votre clé d’accès',
    creatingHint: 'Votre navigateur demande où la garder. Ni mot de passe, ni adresse e-mail.',
    saving: 'Enregistrement de votre identité',
    finishing: (app) => `Connexion à ${app}`,
    waiting: 'En attente de l’app',
    checkingOrigin: 'Vérification de l’app',
    loading: 'Ouverture de votre identité',
  },
  captcha: {
    title: 'Recopiez les caractères',
    intro: 'Cela montre que vous n’êtes pas un programme.',
    picture: 'Image de caractères déformés',
    label: 'Caractères de l’image',
    wrong: 'Ce n’était pas cela. Voici une autre image.',
  },
  created: {
    title: 'Votre identité est prête',
    intro:
      'Ce numéro est le nom de votre identité. Gardez-le\u00a0: il vous le faut pour vous connecter depuis un autre navigateur.',
    continueTo: (app) => `Continuer vers ${app}`,
  },
  elsewhere: {
    title: 'Vos clés d’accès sont pour une autre adresse',
    intro: (number) =>
      `Les navigateurs lient une clé d’accès à l’adresse où elle a été créée. Les clés d’accès de l’identité ${number} fonctionnent ici\u00a0:`,
    appHint: 'L’app doit elle aussi ouvrir Internet Identity à cette adresse.',
  },
  authorize: {
    title: 'Connexion à',
    privacy: 'L’app reçoit un identifiant fait pour elle seule. Elle n’apprend rien d’autre sur vous.',
    shared: 'Cette app partage sa connexion avec',
    sharedHint: 'Vous y êtes connu sous le même identifiant.',
    done: 'Vous êtes connecté',
    doneHint: (app) => `Vous pouvez fermer cette fenêtre et revenir à ${app}.`,
    close: 'Fermer cette fenêtre',
    decline: 'Annuler et revenir à l’app',
    suggested: (company) =>
      `L’app propose de se connecter avec ${company === '' ? 'un autre service' : company}. Ce n’est pas possible ici\u00a0: utilisez une clé d’accès.`,
    interrupted: 'Presque terminé',
  },
  failure: {
    openedDirectly: {
      title: 'Aucune app n’attend',
      text: 'Les apps ouvrent cette page pour que vous vous connectiez. Revenez à l’app et commencez là.',
    },
    noRequest: {
      title: 'L’app n’a pas répondu',
      text: 'Fermez cette fenêtre, puis reconnectez-vous depuis l’app.',
    },
    appClosed: {
      title: 'L’app a été fermée',
      text: 'Personne n’attend plus votre connexion. Vous pouvez fermer cette fenêtre.',
    },
    declined: {
      title: 'Vous ne vous êtes pas connecté',
      text: 'L’app le sait. Vous pouvez fermer cette fenêtre et revenir.',
    },
    malformedRequest: {
      title: 'La demande de l’app est illisible',
      text: (field) =>
        `Son champ «\u00a0${field}\u00a0» n’est pas valable. Seuls les auteurs de l’app peuvent y remédier.`,
    },
    sameOrigin: {
      title: 'L’app et Internet Identity partagent une adresse',
      text: (link) =>
        `Votre navigateur ne pourrait pas les distinguer\u00a0; se connecter ici n’est donc pas sûr. Ouvrez l’app à sa propre adresse, et faites-lui utiliser ${link} pour Internet Identity.`,
    },
    invalidDerivationOrigin: {
      title: 'L’app ne peut pas utiliser cette connexion',
      text: (origin) => `Elle demande l’identifiant que vous avez chez ${origin}, qui ne la mentionne pas.`,
    },
    home: 'Ouvrir Internet Identity',
    details: 'Détails',
  },
  blocked: {
    ipAddress: {
      title: 'Les clés d’accès exigent un nom, pas un numéro',
      text: (host) =>
        `Les navigateurs n’admettent pas de clés d’accès à une adresse IP comme ${host}. Ce lien fonctionne\u00a0:`,
      appHint: 'L’app doit elle aussi ouvrir Internet Identity à cette adresse.',
    },
    noWebAuthn: {
      title: 'Ce navigateur n’a pas de clés d’accès',
      text: 'Internet Identity vous connecte avec une clé d’accès. Utilisez une version actuelle de Chrome, Edge, Firefox ou Safari.',
    },
  },
  notice: {
    lostConnection: 'Le réseau est injoignable. Vérifiez votre connexion, puis réessayez.',
    cancelledCreate: 'Aucune clé d’accès n’a été créée. Réessayez quand vous voulez.',
    cancelledSignIn: 'Vous n’avez pas été connecté. Réessayez quand vous voulez.',
    cancelledLink: 'Aucun compte n’a été associé.',
    passkeysUnsupported: 'Les clés d’accès ne fonctionnent pas dans ce navigateur à cette adresse.',
    unsuitableAuthenticator:
      'Cet appareil ne peut pas garder de clé d’accès avec un verrouillage ou un code. Choisissez-en un autre.',
    unknownIdentity: (number) =>
      `Il n’y a pas d’identité ${number}, ou elle n’a pas de clé d’accès. Vérifiez le numéro.`,
    pinRefused: (number) =>
      `Dans ce navigateur, un code PIN ouvre l’identité ${number}. L’app n’accepte que les clés d’accès.`,
    forgotten: (number) => `Ce navigateur n’affiche plus ${number}. L’identité elle-même reste inchangée.`,
    invalidNumber: 'Un numéro d’identité ne contient que des chiffres.',
    unknownPasskey: 'Cette clé d’accès n’appartient à aucune identité ici. Choisissez-en une autre.',
    tooManyAccounts: 'Votre identité n’a plus de place pour d’autres comptes.',
    unknownAccount: 'Ce compte n’ouvre aucune identité.',
    tokenRefused: 'La connexion n’y a pas été acceptée ou a pris trop de temps. Veuillez réessayer.',
    accountTaken: 'Ce compte ouvre déjà une identité. Dissociez-le d’abord là-bas.',
    otherIdentity: (number) => `Ce compte ouvre une autre identité\u00a0: ${number}.`,
    providerFailed: 'L’autre service ne vous a pas connecté\u00a0:',
    linked: 'Associé. Le compte ouvre désormais votre identité.',
    unlinked: 'Dissocié.',
    passkeyRemoved: (number) => `Cette clé d’accès n’ouvre plus l’identité ${number}. Utilisez-en une autre.`,
    rateLimited: 'Beaucoup de gens créent une identité en ce moment. Attendez une minute, puis réessayez.',
    identityLimitReached: 'Aucune autre identité ne peut être créée ici.',
    registrationExpired: 'Cela a pris plus de temps que le réseau n’en accorde. Réessayez.',
    sessionExpired: 'Vous étiez connecté pour dix minutes. Reconnectez-vous pour continuer.',
    refused: 'Le programme a refusé\u00a0:',
    fault: 'Quelque chose s’est mal passé sur cette page. Rechargez-la et réessayez.',
  },
};

/** Every text in French. */
export const fr = joinTexts(frFirst, frMore);
