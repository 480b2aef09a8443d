import { jaMore } from './ja_more.ts';
import type { en } from './en.ts';
import { joinTexts } from './join_texts.ts';

// The texts that most people read, in Japanese.

const jaFirst: typeof en = {
  name: 'Internet Identity',
  back: '戻る',
  cancel: 'キャンセル',
  continue: '続ける',
  tryAgain: 'もう一度試す',
  copy: 'コピー',
  copied: 'コピーしました',
  saveFile: 'ファイルに保存',
  language: '言語',

  choose: {
    continueWith: (name) => `${name}で続ける`,
    welcome: 'ひとつのパスキーですべてのアプリへ',
    welcomeBack: 'おかえりなさい',
    intro: 'パスワードなしで、アプリをまたいで追跡されることなくサインインできます。',
    create: 'アイデンティティを作成',
    createAnother: '新しいアイデンティティを作成',
    how: 'どの方法で開きますか？',
    haveOne: 'アイデンティティを持っています',
    useAnother: '別のアイデンティティを使う',
    yours: 'このブラウザーのアイデンティティ',
    lastUsed: (when) => `前回の使用：${when}`,
    usual: 'このアプリで最後に使用',
    forget: (number) => `このブラウザーから ${number} を消す`,
    undo: '元に戻す',
  },
  number: {
    title: 'アイデンティティにサインイン',
    usePasskey: 'パスキーを使う',
    usePasskeyHint: 'この端末、スマートフォン、セキュリティキーのパスキーで。番号は不要です。',
    or: 'または番号で',
    recover: 'パスキーをなくしました',
    join: '別の端末を使ってこのブラウザーを追加',
    label: 'アイデンティティ番号',
    hint: 'アイデンティティを作成したときに表示された番号です。',
  },
  working: {
    lookingUp: 'パスキーを探しています',
    askingPasskey: 'パスキーを使ってください',
    askingPasskeyHint: 'ブラウザーがパスキーを求めています。',
    forApp: (app, number) => `アイデンティティ ${number} で ${app} にサインインするため`,
    creating: 'パスキーを作成してください',
    creatingHint: 'ブラウザーが保存先をたずねています。パスワードもメールアドレスも不要です。',
    saving: 'アイデンティティを保存しています',
    finishing: (app) => `${app} にサインインしています`,
    waiting: 'アプリを待っています',
    checkingOrigin: 'アプリを確認しています',
    loading: 'アイデンティティを開いています',
  },
  captcha: {
    title: '文字を入力してください',
    intro: 'プログラムではないことの確認です。',
    picture: 'ゆがんだ文字の画像',
    label: '画像の文字',
    wrong: '違っていました。別の画像を表示します。',
  },
  created: {
    title: 'アイデンティティができました',
    intro:
      'この番号がアイデンティティの名前です。保管してください。別のブラウザーからサインインするときに必要です。',
    continueTo: (app) => `${app} に進む`,
  },
  elsewhere: {
    title: 'パスキーは別のアドレスのものです',
    intro: (number) =>
      `ブラウザーはパスキーを作成したアドレスに結び付けます。アイデンティティ ${number} のパスキーはここで使えます：`,
    appHint: 'アプリも Internet Identity をそのアドレスで開く必要があります。',
  },
  authorize: {
    title: 'サインイン先',
    privacy: 'アプリには専用の識別子だけが渡され、それ以外のことは知られません。',
    shared: 'このアプリがサインインを共有する相手：',
    sharedHint: 'そこでも同じ識別子で知られます。',
    done: 'サインインしました',
    doneHint: (app) => `このウィンドウを閉じて ${app} に戻れます。`,
    close: 'このウィンドウを閉じる',
    decline: 'キャンセルしてアプリに戻る',
    suggested: (company) =>
      `アプリは${company === '' ? '別のサービス' : company}でのサインインを勧めていますが、ここでは使えません。パスキーを使ってください。`,
    interrupted: 'あと少しです',
  },
  failure: {
    openedDirectly: {
      title: '待っているアプリはありません',
      text: 'このページは、サインインのためにアプリが開きます。アプリに戻って始めてください。',
    },
    noRequest: {
      title: 'アプリから応答がありません',
      text: 'このウィンドウを閉じ、アプリからもう一度サインインしてください。',
    },
    appClosed: {
      title: 'アプリが閉じられました',
      text: 'サインインを待つアプリはもうありません。このウィンドウを閉じて構いません。',
    },
    declined: {
      title: 'サインインしませんでした',
      text: 'アプリに伝えました。このウィンドウを閉じて戻れます。',
    },
    malformedRequest: {
      title: 'アプリの要求を読み取れません',
      text: (field) => `「${field}」が正しくありません。直せるのはアプリの作者だけです。`,
    },
    sameOrigin: {
      title: 'アプリと Internet Identity のアドレスが同じです',
      text: (link) =>
        `ブラウザーが両者を区別できないため、ここでのサインインは安全ではありません。アプリを専用のアドレスで開き、Internet Identity には ${link} を使ってください。`,
    },
    invalidDerivationOrigin: {
      title: 'アプリはこのサインインを使えません',
      text: (origin) => `${origin} での識別子を求めていますが、そこに記載されていません。`,
    },
    home: 'Internet Identity を開く',
    details: '詳細',
  },
  blocked: {
    ipAddress: {
      title: 'パスキーには番号ではなく名前が必要です',
      text: (host) =>
        `ブラウザーは ${host} のような IP アドレスでパスキーを許可しません。次のリンクなら使えます：`,
      appHint: 'アプリも Internet Identity をそのアドレスで開く必要があります。',
    },
    noWebAuthn: {
      title: 'このブラウザーではパスキーを使えません',
      text: 'Internet Identity はパスキーでサインインします。Chrome、Edge、Firefox、Safari の最新版を使ってください。',
    },
  },
  notice: {
    lostConnection: 'ネットワークにつながりません。接続を確かめて、もう一度試してください。',
    cancelledCreate: 'パスキーは作成されませんでした。いつでももう一度試せます。',
    cancelledSignIn: 'サインインしませんでした。いつでももう一度試せます。',
    cancelledLink: 'アカウントは連携されませんでした。',
    passkeysUnsupported: 'このアドレスでは、このブラウザーのパスキーを使えません。',
    unsuitableAuthenticator:
      'その端末は、画面ロックや PIN で守られたパスキーを保存できません。別のものを選んでください。',
    unknownIdentity: (number) =>
      `アイデンティティ ${number} がないか、パスキーがありません。番号を確かめてください。`,
    pinRefused: (number) =>
      `このブラウザーでは、アイデンティティ ${number} を PIN で開きます。アプリはパスキーだけを受け付けます。`,
    forgotten: (number) =>
      `このブラウザーの一覧から ${number} を消しました。アイデンティティ自体は変わりません。`,
    invalidNumber: 'アイデンティティ番号は数字だけです。',
    unknownPasskey:
      'そのパスキーはここのどのアイデンティティのものでもありません。別のものを選んでください。',
    tooManyAccounts: 'アイデンティティにこれ以上アカウントを追加できません。',
    unknownAccount: 'そのアカウントで開くアイデンティティはありません。',
    tokenRefused: 'サインインが受け付けられなかったか、時間がかかりすぎました。もう一度お試しください。',
    accountTaken: 'そのアカウントはすでにアイデンティティに連携されています。先にそちらで解除してください。',
    otherIdentity: (number) => `そのアカウントは別のアイデンティティ ${number} を開きます。`,
    providerFailed: '別のサービスでサインインできませんでした：',
    linked: '連携しました。これからはこのアカウントでアイデンティティを開けます。',
    unlinked: '連携を解除しました。',
    passkeyRemoved: (number) =>
      `そのパスキーではもうアイデンティティ ${number} を開けません。別のものを使ってください。`,
    rateLimited: '今、多くの人がアイデンティティを作成しています。1 分待ってから、もう一度試してください。',
    identityLimitReached: 'ここではこれ以上アイデンティティを作成できません。',
    registrationExpired: 'ネットワークが待てる時間を過ぎました。もう一度試してください。',
    sessionExpired: 'サインインの有効時間は 10 分です。続けるにはもう一度サインインしてください。',
    refused: 'プログラムに拒否されました：',
    fault: 'このページで問題が起きました。再読み込みして、もう一度試してください。',
  },
};

/** Every text in Japanese. */
export const ja = joinTexts(jaFirst, jaMore);
