/**
 * Enforces the import directions of docs/ARCHITECTURE.md. A rule names a folder and what its files may
 * import: folders of the repository (prefixes of paths from the root) and packages. Tests are free, but
 * for the parts' borders, which hold for everything.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

interface Rule {
  /** Files whose path from the root starts with this; the longest matching rule holds. */
  readonly from: string;
  readonly mayImport: readonly string[];
}

const NOBLE = ['@noble/hashes', '@noble/curves'];
const BACKEND = 'src/backend/';
const ARCHIVE = 'src/archive/';

export const RULES: readonly Rule[] = [
  // The canister: index -> api -> services -> { domain, storage, certified } -> encoding.
  { from: `${BACKEND}encoding/`, mayImport: [`${BACKEND}encoding/`, '@dfinity/principal', ...NOBLE] },
  { from: `${BACKEND}certified/`, mayImport: [`${BACKEND}certified/`, `${BACKEND}encoding/`, ...NOBLE] },
  { from: `${BACKEND}domain/`, mayImport: [`${BACKEND}domain/`, `${BACKEND}encoding/`] },
  { from: `${BACKEND}captcha/`, mayImport: [`${BACKEND}captcha/`, `${BACKEND}encoding/`] },
  // The configuration is what the interface says, field by field: see "Known breaches".
  {
    from: `${BACKEND}domain/configuration.ts`,
    mayImport: [`${BACKEND}domain/`, `${BACKEND}encoding/`, 'src/declarations/canister_types.ts'],
  },
  {
    from: `${BACKEND}storage/settings_store.ts`,
    mayImport: [
      ...['storage/', 'domain/', 'encoding/', 'ic/ic.ts'].map((folder) => BACKEND + folder),
      'src/declarations/',
    ],
  },
  {
    from: `${BACKEND}storage/`,
    mayImport: [`${BACKEND}storage/`, `${BACKEND}domain/`, `${BACKEND}encoding/`, `${BACKEND}ic/ic.ts`],
  },
  {
    from: `${BACKEND}services/`,
    mayImport: [
      ...[
        'services/',
        'domain/',
        'captcha/',
        'storage/',
        'certified/',
        'encoding/',
        'ic/ic.ts',
        'assets/',
      ].map((folder) => BACKEND + folder),
    ],
  },
  // Entries and calls are Candid by their nature: see "Known breaches".
  {
    from: `${BACKEND}services/archive/`,
    mayImport: [
      ...['services/', 'domain/', 'storage/', 'encoding/', 'ic/ic.ts'].map((folder) => BACKEND + folder),
      'src/declarations/',
    ],
  },
  {
    from: `${BACKEND}api/`,
    mayImport: [
      ...['api/', 'services/', 'domain/', 'encoding/'].map((folder) => BACKEND + folder),
      'src/declarations/',
    ],
  },
  { from: `${BACKEND}assets/`, mayImport: [`${BACKEND}assets/`, `${BACKEND}encoding/`] },
  {
    from: `${BACKEND}assets/generated/`,
    mayImport: [`${BACKEND}assets/`, `${BACKEND}ic/azle_native.ts`],
  },
  { from: `${BACKEND}ic/`, mayImport: [`${BACKEND}ic/`, `${BACKEND}certified/`, `${BACKEND}encoding/`] },
  {
    from: `${BACKEND}ic/azle`,
    mayImport: [`${BACKEND}ic/`, `${BACKEND}certified/`, `${BACKEND}encoding/`, 'azle', '@dfinity/'],
  },
  { from: `${BACKEND}index.ts`, mayImport: [BACKEND, 'src/declarations/', 'azle'] },

  // The archive: index -> api -> services -> storage, on the same encoding and the same port to the system.
  {
    from: `${ARCHIVE}storage/`,
    mayImport: [
      `${ARCHIVE}storage/`,
      ...['storage/record_version.ts', 'encoding/', 'ic/ic.ts'].map((folder) => BACKEND + folder),
      'src/declarations/',
    ],
  },
  {
    from: `${ARCHIVE}services/`,
    mayImport: [
      ...['services/', 'storage/'].map((folder) => ARCHIVE + folder),
      ...['services/schedule.ts', 'domain/trap.ts', 'encoding/', 'ic/ic.ts'].map(
        (folder) => BACKEND + folder,
      ),
      'src/declarations/',
    ],
  },
  {
    from: `${ARCHIVE}api/`,
    mayImport: [
      ...['api/', 'services/'].map((folder) => ARCHIVE + folder),
      `${BACKEND}encoding/`,
      'src/declarations/',
    ],
  },
  {
    from: `${ARCHIVE}index.ts`,
    mayImport: [ARCHIVE, `${BACKEND}ic/`, `${BACKEND}api/trap_text.ts`, 'src/declarations/', 'azle'],
  },
  { from: 'src/declarations/', mayImport: ['src/declarations/', `${BACKEND}encoding/`, '@dfinity/'] },

  // The front end: screens -> flows -> { canister, passkey, authorize, session } -> bytes.
  ...frontEndRules(),

  // A library of its own: of this repository it knows nothing.
  {
    from: 'packages/native-client/src/',
    mayImport: ['packages/native-client/src/', 'node:', '@dfinity/', 'cborg'],
  },

  // The local IC: the network side knows no wasm, the core knows no network.
  {
    from: 'tools/local-ic/src/encoding/',
    mayImport: ['tools/local-ic/src/encoding/', 'node:', 'cborg', '@dfinity/principal', ...NOBLE],
  },
  {
    from: 'tools/local-ic/src/wasm/',
    mayImport: ['tools/local-ic/src/wasm/', 'tools/local-ic/src/encoding/', 'node:'],
  },
  {
    from: 'tools/local-ic/src/ic/',
    mayImport: [
      ...['ic/', 'wasm/', 'encoding/'].map((folder) => `tools/local-ic/src/${folder}`),
      'node:',
      '@dfinity/',
      ...NOBLE,
    ],
  },
  {
    from: 'tools/local-ic/src/',
    mayImport: [
      'tools/local-ic/src/ic/',
      'tools/local-ic/src/certificate/',
      'tools/local-ic/src/auth/',
      'tools/local-ic/src/server/',
      'tools/local-ic/src/encoding/',
      'node:',
      '@dfinity/',
      'cborg',
      ...NOBLE,
    ],
  },
];

function frontEndRules(): Rule[] {
  const src = 'src/frontend/src/';
  const own = (...folders: string[]) => [...folders.map((folder) => src + folder), `${src}result.ts`];
  return [
    { from: `${src}bytes/`, mayImport: [...own('bytes/'), ...NOBLE] },
    {
      from: `${src}passkey/`,
      mayImport: [...own('passkey/', 'bytes/'), '@simplewebauthn/', '@dfinity/', 'cborg'],
    },
    { from: `${src}recovery/`, mayImport: [...own('recovery/', 'bytes/'), '@scure/bip39', ...NOBLE] },
    { from: `${src}authorize/`, mayImport: own('authorize/', 'boot/', 'bytes/') },
    { from: `${src}credentials/`, mayImport: own('credentials/', 'authorize/', 'boot/', 'bytes/') },
    { from: `${src}session/`, mayImport: own('session/', 'bytes/') },
    { from: `${src}openid/`, mayImport: own('openid/', 'canister/provider.ts', 'bytes/') },
    { from: `${src}pin/`, mayImport: own('pin/', 'bytes/') },
    { from: `${src}bls/`, mayImport: [...own('bls/'), ...NOBLE] },
    {
      // The canister's calls are signed by passkeys and speak of authorize requests: it knows both, they not it.
      from: `${src}canister/`,
      mayImport: [
        ...own('canister/', 'passkey/', 'recovery/', 'authorize/', 'credentials/', 'bytes/'),
        'src/declarations/',
        '@dfinity/',
      ],
    },
    {
      from: `${src}flows/`,
      mayImport: own(
        ...['flows/', 'bytes/', 'passkey/', 'pin/', 'recovery/', 'authorize/'],
        ...['credentials/', 'canister/', 'session/', 'openid/'],
      ),
    },
    { from: `${src}ui/`, mayImport: [...own('ui/'), 'svelte', 'qrcode-generator'] },
    {
      from: `${src}screens/`,
      mayImport: [...own('screens/', 'flows/', 'ui/', 'i18n/', 'styles/'), 'svelte'],
    },
  ];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const isTest = (path: string) => /\.test\.ts$|\/testing\//.test(path);

/** What a file may not import, as sentences; empty when it keeps to the rules. */
export function violations(path: string, imported: readonly string[]): string[] {
  const rule = RULES.filter(({ from }) => path.startsWith(from)).sort(
    (a, b) => b.from.length - a.from.length,
  )[0];
  if (rule === undefined || isTest(path)) return [];
  return imported
    .filter((name) => !rule.mayImport.some((allowed) => name === allowed || name.startsWith(allowed)))
    .map((name) => `${path} imports ${name}, which ${rule.from} may not`);
}

/** Imports of a file: packages by name, files by their path from the root. */
function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(scriptOf(readFileSync(join(root, path), 'utf8'), path));
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? relative(root, resolve(root, dirname(path), fileName)) : fileName,
  );
}

/** The script blocks of a Svelte component; other files as they are. */
function scriptOf(text: string, path: string): string {
  if (!path.endsWith('.svelte')) return text;
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, body]) => body).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = ['src', 'tools/local-ic/src', 'packages']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((path) => /\.(ts|svelte)$/.test(path) && !path.includes('node_modules'));
  const found = files.flatMap((path) => violations(path, importsOf(path)));
  for (const line of found) console.error(line);
  console.log(`imports: ${files.length} files, ${found.length} violations`);
  process.exit(found.length === 0 ? 0 : 1);
}
