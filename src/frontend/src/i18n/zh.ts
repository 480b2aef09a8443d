import { zhMore } from './zh_more.ts';
import type { en } from './en.ts';
import { joinTexts } from './join_texts.ts';

// The texts that most people read, in Chinese (simplified).

const zhFirst: typeof en = {
  name: 'Internet Identity',
  back: '返回',
  cancel: '取消',
  continue: '继续',
  tryAgain: '重试',
  copy: '复制',
  copied: '已复制',
  saveFile: '保存为文件',
  language: '语言',

  choose: {
    continueWith: (name) => `使用 ${name} 继续`,
    welcome: '一个通行密钥，登录所有应用',
    welcomeBack: '欢迎回来',
    intro: '无需密码即可登录，也不会被跨应用追踪。',
    create: '创建身份',
    createAnother: '创建新身份',
    how: '您想如何打开它？',
    haveOne: '我已有身份',
    useAnother: '使用其他身份',
    yours: '此浏览器中的身份',
    lastUsed: (when) => `上次使用：${when}`,
    usual: '上次用于此应用',
    forget: (number) => `让此浏览器忘记 ${number}`,
    undo: '撤销',
  },
  number: {
    title: '登录您的身份',
    usePasskey: '使用通行密钥',
    usePasskeyHint: '来自本设备、手机或安全密钥，无需编号。',
    or: '或使用您的编号',
    recover: '我丢失了通行密钥',
    join: '借助另一台设备添加此浏览器',
    label: '身份编号',
    hint: '创建身份时您会得到它。',
  },
  working: {
    lookingUp: '正在查找您的通行密钥',
    askingPasskey: '请使用通行密钥',
    askingPasskeyHint: '浏览器正在请求它。',
    forApp: (app, number) => `以身份 ${number} 登录 ${app}`,
    creating: '请创建通行密钥',
    creatingHint: '浏览器正在询问保存位置。无需密码，也无需邮箱。',
    saving: '正在保存您的身份',
    finishing: (app) => `正在登录 ${app}`,
    waiting: '正在等待应用',
    checkingOrigin: '正在检查应用',
    loading: '正在打开您的身份',
  },
  captcha: {
    title: '请输入字符',
    intro: '以此证明您不是程序。',
    picture: '变形字符的图片',
    label: '图片中的字符',
    wrong: '不正确。这是另一张图片。',
  },
  created: {
    title: '您的身份已就绪',
    intro: '此编号就是您身份的名称。请妥善保管：从其他浏览器登录时需要它。',
    continueTo: (app) => `继续前往 ${app}`,
  },
  elsewhere: {
    title: '您的通行密钥属于另一个地址',
    intro: (number) => `浏览器将通行密钥与创建时的地址绑定。身份 ${number} 的通行密钥可在此使用：`,
    appHint: '应用也必须在该地址打开 Internet Identity。',
  },
  authorize: {
    title: '登录到',
    privacy: '应用只会得到专属于它的标识符，不会了解您的其他信息。',
    shared: '此应用与以下地址共享登录：',
    sharedHint: '在那里，您使用同一个标识符。',
    done: '您已登录',
    doneHint: (app) => `您可以关闭此窗口并返回 ${app}。`,
    close: '关闭此窗口',
    decline: '取消并返回应用',
    suggested: (company) =>
      `应用建议使用${company === '' ? '其他服务' : company}登录。此处不支持，请使用通行密钥。`,
    interrupted: '就差一步',
  },
  failure: {
    openedDirectly: {
      title: '没有应用在等待',
      text: '应用会打开此页面让您登录。请返回应用并从那里开始。',
    },
    noRequest: {
      title: '应用没有响应',
      text: '请关闭此窗口，然后从应用重新登录。',
    },
    appClosed: {
      title: '应用已关闭',
      text: '已经没有应用在等待您登录。您可以关闭此窗口。',
    },
    declined: {
      title: '您没有登录',
      text: '应用已得知。您可以关闭此窗口并返回。',
    },
    malformedRequest: {
      title: '无法读取应用的请求',
      text: (field) => `其中的“${field}”无效。只有应用的开发者可以修复。`,
    },
    sameOrigin: {
      title: '应用与 Internet Identity 使用同一地址',
      text: (link) =>
        `浏览器无法区分二者，因此在此登录不安全。请在应用自己的地址打开它，并让它使用 ${link} 作为 Internet Identity。`,
    },
    invalidDerivationOrigin: {
      title: '应用不能使用此登录',
      text: (origin) => `它请求您在 ${origin} 的标识符，但那里没有列出它。`,
    },
    home: '打开 Internet Identity',
    details: '详情',
  },
  blocked: {
    ipAddress: {
      title: '通行密钥需要名称，而不是数字',
      text: (host) => `浏览器不允许在 ${host} 这样的 IP 地址使用通行密钥。此链接可用：`,
      appHint: '应用也必须在该地址打开 Internet Identity。',
    },
    noWebAuthn: {
      title: '此浏览器不支持通行密钥',
      text: 'Internet Identity 使用通行密钥登录。请使用最新版本的 Chrome、Edge、Firefox 或 Safari。',
    },
  },
  notice: {
    lostConnection: '无法连接网络。请检查连接，然后重试。',
    cancelledCreate: '未创建通行密钥。您可以随时重试。',
    cancelledSignIn: '您未登录。您可以随时重试。',
    cancelledLink: '没有关联任何账户。',
    passkeysUnsupported: '在此地址，此浏览器无法使用通行密钥。',
    unsuitableAuthenticator: '该设备无法保存受屏幕锁或 PIN 保护的通行密钥。请选择其他设备。',
    unknownIdentity: (number) => `没有身份 ${number}，或它没有通行密钥。请检查编号。`,
    pinRefused: (number) => `在此浏览器中，身份 ${number} 由 PIN 打开，而该应用只接受通行密钥。`,
    forgotten: (number) => `此浏览器不再列出 ${number}，身份本身不受影响。`,
    invalidNumber: '身份编号只包含数字。',
    unknownPasskey: '该通行密钥不属于这里的任何身份。请选择其他通行密钥。',
    tooManyAccounts: '您的身份无法再添加账户。',
    unknownAccount: '该账户不能打开任何身份。',
    tokenRefused: '登录未被接受，或用时过长。请重试。',
    accountTaken: '该账户已能打开一个身份。请先在那里取消关联。',
    otherIdentity: (number) => `该账户打开的是另一个身份：${number}。`,
    providerFailed: '另一个服务未能让您登录：',
    linked: '已关联。今后该账户可以打开您的身份。',
    unlinked: '已取消关联。',
    passkeyRemoved: (number) => `该通行密钥不能再打开身份 ${number}。请使用其他通行密钥。`,
    rateLimited: '现在有很多人在创建身份。请等一分钟再试。',
    identityLimitReached: '这里无法再创建更多身份。',
    registrationExpired: '耗时超过了网络的等待时间。请重试。',
    sessionExpired: '登录有效期为十分钟。请重新登录以继续。',
    refused: '程序拒绝了：',
    fault: '此页面出了问题。请重新加载后再试。',
  },
};

/** Every text in Chinese (simplified). */
export const zh = joinTexts(zhFirst, zhMore);
