import { utf8 } from '../encoding/bytes.ts';

/** Top-level labels of the certified tree, in their order. */
export const LABEL_HTTP_ASSETS: Uint8Array = utf8('http_assets');
export const LABEL_HTTP_EXPR: Uint8Array = utf8('http_expr');
export const LABEL_SIG: Uint8Array = utf8('sig');
